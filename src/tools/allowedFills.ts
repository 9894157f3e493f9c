import { applyFills, type FillOutcome, type UnseenFill } from '../plan/edits/applyFills.ts';
import type { Fill } from '../plan/edits/model.ts';
import type { FillSetting } from '../plan/edits/subject.ts';
import { onOneLine, quoteBlock } from '../plan/quote.ts';
import { type Form, type Replies, type Reply, withoutWord } from './asking.ts';

/** More places than this are no question that somebody reads. */
const mostPlaces = 5;
/** Longest quotation of what a place would become, in characters. */
const mostNew = 1500;

/** Applies fills; for what would overwrite text unseen, a person is asked where the client can, and what they allow happens too. */
export function applyAllowed(
  text: string,
  fills: readonly Fill[],
  setting: FillSetting,
  replies: Replies,
): FillOutcome {
  const outcome = applyFills(text, fills, setting);
  const asked = outcome.unseen.slice(0, mostPlaces);
  const reply = asked.length === 0 ? undefined : replies.to(formOf(asked, setting.path ?? 'the plan'));
  if (reply === undefined) return outcome;
  const allowed = new Map(
    asked.filter((_, index) => reply.values[boxName(index)] === true).map(({ fill, overwrite }) => [fill, overwrite]),
  );
  const again = fills.map((fill) => {
    const revision = allowed.get(fill)?.revision;
    return revision === undefined ? fill : { ...fill, expect: revision };
  });
  const denied = asked.filter(({ fill }) => !allowed.has(fill));
  return told(allowed.size === 0 ? outcome : applyFills(text, again, setting), denied, [...allowed.keys()], reply);
}

function formOf(asked: readonly UnseenFill[], path: string): Form {
  const places = asked.map(
    ({ fill, overwrite }, index) =>
      `${index + 1}. ${onOneLine(overwrite.place ?? fill.section, 200)} says now:\n${overwrite.quote}\n${becomes(fill)}`,
  );
  return {
    message: `An agent wants to overwrite text in ${onOneLine(path, 200)} that somebody wrote and that the agent has not read as it stands.\n\n${places.join('\n\n')}`,
    fields: Object.fromEntries(
      asked.map(({ fill, overwrite }, index) => [
        boxName(index),
        { type: 'box', title: `${index + 1}. Overwrite ${onOneLine(overwrite.place ?? fill.section, 80)}` },
      ]),
    ),
  };
}

function boxName(index: number): string {
  return `overwrite_${index + 1}`;
}

function becomes({ mode, content, values, find }: Fill): string {
  if (mode === 'remove') return 'It would be removed.';
  const words =
    content ?? Object.entries(values ?? {}).map(([name, value]) => `${name}: ${[value].flat().join(' · ')}`);
  const { quote } = quoteBlock([words].flat().join('\n'), mostNew);
  if (mode === 'rename') return `It would be renamed:\n${quote}`;
  return `${find === undefined ? 'It would say' : `In the place of ${onOneLine(find, 80)} it would say`}:\n${quote}`;
}

/** What came of asking, where the caller reads it. */
function told(
  outcome: FillOutcome,
  denied: readonly UnseenFill[],
  allowed: readonly Fill[],
  reply: Reply,
): FillOutcome {
  const names = new Set(denied.map(({ fill }) => fill.section));
  const stopped = new Set(outcome.refused.map(({ section }) => section));
  const leave = allowed.flatMap(({ section }) =>
    stopped.has(section) ? [] : `${onOneLine(section, 80)}: overwritten by leave of a person, in the client's form.`,
  );
  return {
    ...outcome,
    warnings: [...outcome.warnings, ...leave],
    refused: outcome.refused.map((refused) => {
      const isDenied = names.has(refused.section) && ['needs_expect', 'stale_revision'].includes(refused.code);
      return isDenied ? { ...refused, message: deniedMessage(refused.section, reply) } : refused;
    }),
  };
}

/** Without the receipt: after a no, and after what may be one, nobody is handed the key to go on. */
function deniedMessage(section: string, reply: Reply): string {
  const place = `${onOneLine(section, 80)} stays as it is.`;
  if (Object.keys(reply.values).length > 0)
    return `${place} The person who was asked through the client's form did not allow it. Leave it, or ask in chat what they want instead.`;
  return `${place} ${withoutWord(reply)} After a yes there, read the place with read_plan and send its revision as expect.`;
}

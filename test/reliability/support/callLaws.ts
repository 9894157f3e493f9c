import { resolvePlace } from '../../../src/markdown/addresses.ts';
import { parseDocument } from '../../../src/markdown/document.ts';
import type { Document, Span } from '../../../src/markdown/model.ts';
import { planRevision } from '../../../src/markdown/revision.ts';
import { PlanError } from '../../../src/errors.ts';
import type { ToolAnswer } from '../../support/answers.ts';
import type { Call } from './randomCalls.ts';
import { type Canary, canariesIn } from './randomPlans.ts';

/** What a call did to a plan. */
export interface Happened {
  readonly call: Call;
  readonly answer: ToolAnswer;
  readonly before: string;
  readonly after: string;
}

/** What is wrong with a call; empty where every law holds. */
export function faultsOf(happened: Happened): readonly string[] {
  const { answer, before, after } = happened;
  return [
    ...(answer.code === 'internal' ? ['a fault of the server'] : []),
    ...(answer.isError && answer.code === undefined ? ['a refusal without a code'] : []),
    ...(answer.isError && before !== after ? ['refused, and the file has changed'] : []),
    ...(before !== after && !writing.has(happened.call.tool) ? ['a reading tool changed the file'] : []),
    ...answerFaults(happened),
    ...canaryFaults(happened),
    ...frameFaults(happened),
  ];
}

const writing: ReadonlySet<string> = new Set([
  'fill_section',
  'add_item',
  'mark_item',
  'answer_question',
  'set_status',
  'restore_plan',
]);

/** What an answer says of the file is so. */
function answerFaults({ answer, before, after }: Happened): readonly string[] {
  const { data } = answer;
  if (data === undefined || answer.isError) return [];
  const isUnchanged = Array.isArray(data['changed']) && data['changed'].length === 0;
  return [
    ...('revision' in data && data['revision'] !== planRevision(after) ? ['the revision is not the file’s'] : []),
    ...(isUnchanged && before !== after ? ['says that nothing changed, and the file has'] : []),
  ];
}

/** The lines that a human wrote stay, with their endings, where the call named no place that holds them. */
function canaryFaults({ call, before, after }: Happened): readonly string[] {
  if (before === after) return [];
  const spans = spansNamed(call, parseDocument(before));
  const left = new Map(canariesIn(after).map((canary) => [canary.words, canary]));
  // Behind a line, text is put before the line's own ending: in a file that mixes them, another may follow it then.
  const keepsEndings = !JSON.stringify(call.args).includes('"move"') && endingsIn(before) < 2;
  return canariesIn(before).flatMap((canary) => {
    if (spans.some((span) => span.from <= canary.at && canary.at < span.to)) return [];
    const now = left.get(canary.words);
    if (now === undefined) return [`lost “${canary.words}”`];
    return !keepsEndings || endsAlike(canary, now) ? [] : [`the line ending behind “${canary.words}” changed`];
  });
}

/** At the end of a file a line may get an ending when something is written behind it. */
function endsAlike(before: Canary, now: Canary): boolean {
  return before.ending === now.ending || before.ending === '';
}

function endingsIn(text: string): number {
  return new Set(text.match(/\r\n|\n|\r/g)).size;
}

function spansNamed(call: Call, document: Document): readonly Span[] {
  const { fills } = call.args;
  if (!Array.isArray(fills)) return [];
  return fills.flatMap((fill: unknown) => {
    const section = typeof fill === 'object' && fill !== null && 'section' in fill ? fill.section : undefined;
    return typeof section === 'string' ? spanNamed(document, section) : [];
  });
}

function spanNamed(document: Document, address: string): readonly Span[] {
  try {
    return [resolvePlace(document, address).span];
  } catch (fault) {
    // A role's name or another alias: the answer says which place it was, and no canary stands in a row or field.
    if (fault instanceof PlanError) return document.top.map(({ span }) => span);
    throw fault;
  }
}

/** A BOM stays, and so does every line of the front matter that no tool writes. */
function frameFaults({ before, after }: Happened): readonly string[] {
  return [
    ...(before.startsWith('\uFEFF') === after.startsWith('\uFEFF') ? [] : ['the BOM changed']),
    ...['tide: 007 # high water', 'owner: "Ada: keeper"', 'keys: [a, b]'].flatMap((line) =>
      before.includes(line) && !after.includes(line) ? [`the front matter lost ${line}`] : [],
    ),
  ];
}

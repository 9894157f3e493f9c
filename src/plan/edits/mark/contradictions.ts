import { PlanError } from '../../../errors.ts';
import type { Principle } from '../../constitution/model.ts';
import { settleRecord } from '../../constitution/settle.ts';
import type { PlaceRecord } from '../../constitution/statements.ts';
import { inThePlan } from '../../quote.ts';
import type { MarkState } from './model.ts';
import { rulesOf } from './ownPlaces.ts';
import type { MarkContext, RecordWord } from './record/model.ts';
import { markCall } from './states.ts';

/** A line that says something else of a principle, and the call that would mend it. Lines are 1-based. */
interface Contradiction {
  readonly line: number;
  readonly words: string;
  readonly mend: string;
}

/** How many lines a refusal names. */
const mostNamed = 3;

/** Refuses a mark that would not read as such: by the lines that say something else, else by the note's own words. */
export function refuseAsRead(
  context: MarkContext,
  principle: Principle,
  state: MarkState,
  word: RecordWord | undefined,
  read: string,
): PlanError {
  const found = contradictionsOf(context, principle, word, state);
  const what = `${inThePlan(principle.title, 120)} would read as ${read}, not as ${state}`;
  const [first] = found;
  if (first === undefined) {
    return new PlanError(
      'invalid_input',
      `${what}: the note or the justification reads as another verdict, as a condition, or as words of the constitution.`,
      {
        where: principle.id,
        fix: 'Say in the note what the plan does, in words of its own.',
      },
    );
  }
  const lines = found.slice(0, mostNamed).map(({ line, words }) => `line ${line} says ${inThePlan(words, 120)}`);
  const more = found.length > mostNamed ? `, and ${found.length - mostNamed} more` : '';
  return new PlanError('invalid_input', `${what}: ${lines.join('; ')}${more}.`, {
    where: principle.id,
    fix: `Mend that first: ${first.mend}.`,
  });
}

function contradictionsOf(
  context: MarkContext,
  principle: Principle,
  word: RecordWord | undefined,
  state: MarkState,
): readonly Contradiction[] {
  const { readings, violations, reader } = context.records;
  const named = readings.named.get(principle.id) ?? [];
  const rules = [
    ...named.flatMap(({ record }) => rulesOf(record)),
    ...named.flatMap(({ record, rule }) => (rule === undefined ? [] : [record])),
  ];
  const isOther = (record: PlaceRecord): boolean => {
    const { claim, verdict, isUnread, isBareTick } = settleRecord(record, reader.words);
    if (claim === undefined) return verdict === 'unknown' && isUnread !== true;
    return claim !== word || (verdict === 'unsupported' && isBareTick !== true);
  };
  const lines = named.filter(({ place, record }) => place.form === 'prose' && isOther(record));
  const listed = violations.listed.filter((one) => one.principle === principle && word !== 'violation');
  const explained = violations.explained.filter((one) => one.principle === principle && word !== 'pass');
  const { summary } = readings;
  const whole = summary === undefined || word === 'pass' ? [] : [summary.line];
  return [
    ...rules.filter(isOther).map((record) => ruleFault(context, record, word === undefined ? 'open' : state)),
    ...lines.map(({ place }) => textFault(context, place.id, place.line, place.whole)),
    ...[...listed, ...explained].map(({ line, words }) => textFault(context, violations.place ?? '', line, words)),
    ...whole.map((line) => textFault(context, context.records.section?.id ?? '', line, lineText(context, line))),
  ].toSorted((a, b) => a.line - b.line);
}

function ruleFault({ subject }: MarkContext, { place }: PlaceRecord, state: MarkState): Contradiction {
  const mend = markCall(subject, { item: place.id, state, ...(state === 'open' ? {} : { note: '<what is so now>' }) });
  return { line: place.line + 1, words: place.whole, mend };
}

function textFault({ subject }: MarkContext, section: string, line: number, words: string): Contradiction {
  const call = { plan: subject.path ?? '<plan>', fills: [{ section, find: words, content: '<what is so now>' }] };
  return { line: line + 1, words, mend: `fill_section ${JSON.stringify(call)}` };
}

function lineText({ subject: { document } }: MarkContext, line: number): string {
  return document.text.slice(document.lines[line]?.from, document.lines[line]?.to).trim();
}

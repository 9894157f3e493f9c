import { plainText } from '../../../markdown/inline.ts';
import type { Section, Span } from '../../../markdown/model.ts';
import { outlineNumberOf, wordNumberOf } from '../../../markdown/slug.ts';
import { oneLine } from '../../diff/tidy.ts';
import type { Subject } from '../../edits/model.ts';
import { onOneLine } from '../../quote.ts';
import { bareTitle } from '../../roles.ts';
import type { WordSet } from '../../words.ts';
import type { ReadWritten } from '../../written.ts';

/** What a phase says of itself. */
export interface PhaseWords {
  /** `Phase 1: Setup`. */
  readonly title: string;
  readonly goal: string | undefined;
  /** Its success criteria on one line. */
  readonly criteria: string | undefined;
}

/** `written` is the plan's reader of what is filled. */
export function phaseWords(subject: Subject, phase: Section, written: ReadWritten): PhaseWords {
  const { words } = subject;
  return {
    title: titleOf(subject, phase),
    goal: saidUnder(subject, phase, words.label('goal'), written),
    criteria: saidUnder(subject, phase, words.label('criteria'), written),
  };
}

/** The title without its outline number, a colon behind `Phase N`. */
function titleOf({ document }: Subject, { title, words }: Section): string {
  const bare = title.slice(outlineNumberOf(title)?.length ?? 0);
  const head = wordNumberOf(bare)?.words;
  const name = oneLine(plainText(document.text.slice(words.from, words.to)));
  return onOneLine(head === undefined || name === '' ? bare : `${head}: ${name}`, 300);
}

/** The value of a label, or the list below it or below a heading of that name; undefined where nobody wrote any. */
function saidUnder(subject: Subject, phase: Section, names: WordSet, written: ReadWritten): string | undefined {
  const field = phase.content.fields.find(({ label }) => names.is(label));
  const part = [...phase.units, ...phase.children].find((each) => names.is(bareTitle(each)) || names.is(each.title));
  const { body } = part ?? { body: undefined };
  const items = field?.items ?? [];
  const listed = items.length > 0 ? items : (part?.content.items ?? []);
  const spans = [
    field?.value,
    ...listed.map((item) => item.text),
    ...(listed.length === 0 ? [field?.block, body] : []),
  ];
  const said = spans.flatMap((span) => {
    const isSaid = span !== undefined && (written(span) ?? '') !== '' && !subject.words.none.is(written(span) ?? '');
    return isSaid ? [wordsAt(subject, span)] : [];
  });
  return said.length === 0 ? undefined : said.join('; ');
}

function wordsAt({ document }: Subject, span: Span): string {
  return onOneLine(document.text.slice(span.from, span.to), 1000);
}

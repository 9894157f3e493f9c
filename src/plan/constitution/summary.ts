import type { Words } from '../words.ts';
import { isKind } from './likeness.ts';
import type { CheckPlace } from './places.ts';
import { tokensOf } from './phrases.ts';
import type { Reader } from './reader.ts';
import { openingVerdict } from './verdictWords.ts';

/** What a plan says of all principles at once: 'All gates pass.', or `Gate Result: PASS` over or under them. The line is 0-based. */
export interface Summary {
  readonly line: number;
  /** It speaks of each of them; the other speaks of the whole, and stands for those alone of which the plan says something itself. */
  readonly ofEach: boolean;
}

/** The statement that all listed principles hold; undefined where there is none, or where another one says something else. */
export function summaryOf(places: readonly CheckPlace[], reader: Reader): Summary | undefined {
  const said = places.flatMap((place) => summariesAt(place, reader));
  const passed = said.flatMap((one) => (one === 'other' ? [] : [one]));
  return passed.length < said.length ? undefined : (passed.find(({ ofEach }) => ofEach) ?? passed[0]);
}

function summariesAt(place: CheckPlace, reader: Reader): readonly (Summary | 'other')[] {
  if (place.form === 'heading')
    return reader.names.match(place.name) === undefined
      ? place.children.flatMap((child) => summariesAt(child, reader))
      : [];
  if (place.form === 'row' || place.form === 'box') return [];
  const { words } = reader;
  if (saysAllPass(place.whole, words)) return [{ line: place.line, ofEach: true }];
  if (place.form === 'prose' || !isOverall(place, words)) return [];
  const spoken = openingVerdict(place.text, words)?.said;
  if (spoken === undefined || spoken === 'choice') return [];
  return [spoken === 'pass' ? { line: place.line, ofEach: false } : 'other'];
}

function isOverall({ name }: CheckPlace, words: Words): boolean {
  return ['gateResult', 'verdict'].some((label) => words.label(label).is(name));
}

/** How many words may stand between 'All' and the verdict: 'All six constitution principles are upheld'. */
const mostBetween = 6;

/** A clause that opens with 'All', names principles or gates or nothing else, and says that they pass, without a condition. */
function saysAllPass(text: string, words: Words): boolean {
  return text
    .slice(0, 2000)
    .split(/[.;:!。；：！，,]|\s[–—-]\s/u)
    .some((clause) => {
      const all = words.question('all').opens(clause.replace(/^[^\p{L}\p{N}]{1,20}/u, ''));
      if (all === 0) return false;
      const rest = clause.replace(/^[^\p{L}\p{N}]{1,20}/u, '').slice(all);
      const verdict = words.verdict('pass').find(rest);
      if (verdict === undefined || isQualified(rest, words)) return false;
      const between = tokensOf(rest.slice(0, verdict.from)).map((token) => token.text);
      return (
        between.length === 0 || (between.length <= mostBetween * 2 && namesKind(rest.slice(0, verdict.from), words))
      );
    });
}

/** Denied, demanded or promised, or with another verdict beside it. */
function isQualified(clause: string, words: Words): boolean {
  const sets = [
    words.negations,
    words.conditional,
    words.constitution('must'),
    words.constitution('should'),
    words.constitution('promised'),
    words.verdict('violation'),
    words.verdict('unclear'),
    words.verdict('deferred'),
  ];
  return sets.some((set) => set.find(clause) !== undefined);
}

function namesKind(text: string, words: Words): boolean {
  const bare = (word: string): string => word.replace(/(?<=[a-z]{3})s$/, '');
  return (
    words.label('principle').find(text) !== undefined ||
    tokensOf(text).some((token) => isKind(token.text, words) || isKind(bare(token.text), words))
  );
}

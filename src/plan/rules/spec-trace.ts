import { parseDocument } from '../../markdown/document.ts';
import { lineAt } from '../../markdown/lines.ts';
import { codeBlocksOf } from '../codeBlocks.ts';
import type { Id } from '../ids/mentions.ts';
import { specIds } from '../ids/specIds.ts';
import type { PlanReading } from '../planReading.ts';
import { onOneLine } from '../quote.ts';
import { createPlacer } from '../slots/placer.ts';
import type { Found, Rule } from './model.ts';

/** Use cases, stories and requirements go from the spec into the plan, and from nowhere else. */
export const specTrace: Rule = {
  id: 'spec-trace',
  wants: 'The use cases, user stories and requirements of the spec and those of the plan are the same.',
  check({ reading, companions }) {
    if (companions === undefined) return 'the files around the plan are out of reach';
    if (companions.spec === undefined) return 'it has no spec';
    const { document, setting } = reading;
    const patterns = setting.template?.meta.ids;
    const ids = specIds(setting.words, patterns ?? {});
    const { path, text } = companions.spec;
    const defined = ids.defined(parseDocument(text));
    const named = ids.named(withoutCode(reading));
    if (defined.length === 0) return 'its spec gives no IDs';
    if (patterns === undefined && named.length === 0) return 'it carries no IDs on from its spec';
    const inPlan = ids.keys(document.text);
    const inSpec = ids.keys(text);
    const given = new Set(defined.map(({ kind }) => kind));
    const traced = patterns === undefined ? tracedKinds(defined, inPlan) : given;
    const lost = defined.filter(({ kind, key }) => traced.has(kind) && !inPlan.has(key));
    const made = named.filter(({ kind, key }) => given.has(kind) && !inSpec.has(key));
    return [...lostFinding(reading, path, lost, named[0]?.from), ...madeFinding(reading, path, made)].toSorted(
      (a, b) => a.line - b.line,
    );
  },
};

/** The kinds of which a plan names a third or more: one that mentions a requirement in passing does not mean to carry on them all. */
function tracedKinds(defined: readonly Id[], inPlan: ReadonlySet<string>): ReadonlySet<string> {
  const kinds = [...new Set(defined.map(({ kind }) => kind))];
  const isTraced = (kind: string): boolean => {
    const all = defined.filter((id) => id.kind === kind);
    const found = all.filter(({ key }) => inPlan.has(key));
    return found.length > 0 && found.length * 3 >= all.length;
  };
  return new Set(kinds.filter(isTraced));
}

/** The plan with its code blocks blanked: what stands there is an example. */
function withoutCode({ document }: PlanReading): string {
  let text = '';
  let at = 0;
  for (const { from, to } of codeBlocksOf(document)) {
    text += document.text.slice(at, from) + ' '.repeat(to - from);
    at = to;
  }
  return text + document.text.slice(at);
}

function lostFinding(reading: PlanReading, path: string, lost: readonly Id[], from: number | undefined): Found[] {
  if (lost.length === 0) return [];
  return [
    {
      ...placeAt(reading, from ?? reading.document.title?.heading.from ?? 0),
      message: `The plan never names ${listed(lost)} of ${onOneLine(path, 100)}.`,
      fix: 'Name each where the plan serves it, or say in Out-of-scope that it is not built now.',
    },
  ];
}

function madeFinding(reading: PlanReading, path: string, made: readonly (Id & { readonly from: number })[]): Found[] {
  const [first] = made;
  if (first === undefined) return [];
  return [
    {
      ...placeAt(reading, first.from),
      message: `${onOneLine(path, 100)} has no ${listed(made)}.`,
      fix: 'Mend the ID, or add it to the spec.',
    },
  ];
}

function placeAt({ document }: PlanReading, offset: number): Pick<Found, 'section' | 'line'> {
  return { section: createPlacer(document)(offset)?.id ?? '', line: lineAt(document.lines, offset) + 1 };
}

/** How many IDs a finding names. */
const mostNamed = 30;

function listed(ids: readonly Id[]): string {
  const more = ids.length > mostNamed ? ` and ${ids.length - mostNamed} more` : '';
  return `${ids
    .slice(0, mostNamed)
    .map(({ text }) => text)
    .join(', ')}${more}`;
}

import { parseDocument } from '../../markdown/document.ts';
import type { Span } from '../../markdown/model.ts';
import { applySplices } from '../../markdown/splices.ts';
import { overlaps } from '../../markdown/spans.ts';
import { markSplice } from '../../template/mark.ts';
import type { Template } from '../../template/model.ts';
import { oneLine } from '../edits/lists.ts';
import type { Subject, Value } from '../edits/model.ts';
import { type FillSetting, subjectOf } from '../edits/subject.ts';
import { statusOf } from '../status.ts';
import { withValues } from './givenValues.ts';
import { idSplices } from './ids.ts';
import { knownSplices } from './known.ts';
import type { Facts } from './model.ts';
import { placeNamed } from './placeNamed.ts';

export interface NewPlanRequest {
  readonly template: Template;
  readonly facts: Facts;
  readonly values: Readonly<Record<string, Value>>;
  /** A human's reason to begin although a prerequisite does not hold; undefined where none was needed. */
  readonly exception: string | undefined;
  /** Whether the plan names its template in its front matter. */
  readonly mark: boolean;
}

/** The text of a new plan: the template with what can be known and the values that were given. Throws PlanError for a faulty value. */
export function newPlanText(request: NewPlanRequest, setting: FillSetting): string {
  const { template, facts } = request;
  oneLine(facts.title, 'The title');
  const start = subjectOf(parseDocument(template.text), setting);
  const given = new Map(
    Object.entries(request.values).flatMap(([name, value]): [string, string][] =>
      typeof value === 'string' ? [[name, value]] : [],
    ),
  );
  const ids = idSplices(start, facts, given);
  const told = [...ids, ...namedSlots(start, Object.keys(request.values))];
  const known = knownSplices(start, facts).filter((splice) => !told.some((span) => overlaps(span, splice)));
  const valued = withValues(applySplices(template.text, [...ids, ...known]), request.values, setting);
  return withFrontMatter(valued, request);
}

/** What the caller fills by the slot's own name is left to the caller, but for the status. */
function namedSlots(subject: Subject, names: readonly string[]): Span[] {
  const status = statusOf(subject.document, subject)?.span;
  return names
    .flatMap((name) => placeNamed(subject, name)?.targets ?? [])
    .flatMap((target) => (target.kind === 'slot' ? [target.slot.slot.span] : []))
    .filter((span) => status === undefined || !overlaps(status, span));
}

function withFrontMatter(text: string, request: NewPlanRequest): string {
  const { template, exception } = request;
  const marked = request.mark
    ? applySplices(text, [markSplice(parseDocument(text), { id: template.id, revision: template.revision })])
    : text;
  if (exception === undefined) return marked;
  const document = parseDocument(marked);
  const line = `exception: ${JSON.stringify(oneLine(exception, 'exception'))}${document.eol}`;
  const front = document.frontMatter;
  if (front !== undefined) return applySplices(marked, [{ from: front.yaml.to, to: front.yaml.to, text: line }]);
  const start = marked.startsWith('\uFEFF') ? 1 : 0;
  return applySplices(marked, [{ from: start, to: start, text: `---${document.eol}${line}---${document.eol}` }]);
}

import fc from 'fast-check';
import { allPlaces, isSection } from '../../src/markdown/addresses.ts';
import type { Document, Place } from '../../src/markdown/model.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { placeRevision, planRevision } from '../../src/markdown/revision.ts';
import { approvalPlace, textOf } from '../../src/plan/approval/place.ts';
import { trackingSpans } from '../../src/plan/progress/progress.ts';
import { lastUpdatedSpans } from '../../src/plan/edits/lastUpdated.ts';
import { type MarkState, markStates } from '../../src/plan/edits/mark/model.ts';
import type { PlanReading } from '../../src/plan/planReading.ts';

/** What somebody does to a plan next: which places and records are meant is settled when its turn comes. */
export type Intent =
  | { readonly kind: 'fill'; readonly fills: readonly FillIntent[] }
  | { readonly kind: 'add'; readonly at: number; readonly names: readonly number[]; readonly text: string }
  | {
      readonly kind: 'mark';
      readonly at: number;
      readonly state: MarkState;
      readonly note: string | undefined;
      readonly justification: string | undefined;
    }
  | {
      readonly kind: 'answer';
      readonly at: number;
      readonly act: Readonly<Record<string, string>>;
      readonly by: string | undefined;
    }
  | {
      readonly kind: 'status';
      readonly status: string;
      readonly approval: boolean;
      readonly words: string;
      readonly reason: string | undefined;
    }
  | {
      readonly kind: 'restore';
      readonly at: number;
      /** Of those that the plan had; undefined takes the last edit back. */
      readonly revision: number | undefined;
      readonly sections: readonly number[];
      readonly expects: boolean;
    }
  | { readonly kind: 'hand'; readonly act: HandAct; readonly at: number; readonly text: string };

export type HandAct = 'record' | 'newest' | 'status' | 'final' | 'line' | 'marker';

interface FillIntent {
  readonly at: number;
  readonly mode: 'content' | 'append' | 'find' | 'rename' | 'move' | 'remove' | 'values';
  readonly text: string;
  readonly name: number;
  readonly phrase: number;
  readonly expects: boolean;
}

/** A call of a tool, or a new text that somebody wrote by hand. */
export type Act = { readonly tool: string; readonly args: Record<string, unknown> } | { readonly byHand: string };

const statuses = ['Draft', 'In Review', 'Approved', 'In Progress', 'Completed', 'Rejected', 'Superseded', 'On Hold'];

export const lines = [
  '[NEEDS CLARIFICATION: who pays for the rails?]',
  'They wait [NEEDS CLARIFICATION: how long?] days.',
  '- [ ] Who paints the stations?',
  '- [x] Oil the hinges',
  '- VIOLATION: it leans on one supplier alone',
  '- PASS: seen on site in May',
  '- N/A: no personal data leaves the site',
  '- DEFERRED: until the tender is out',
  '**Gate 9**: Rails carry the load',
  '**Gate 9**: FAIL',
  '**Status**: Approved',
  '**Status**: Draft',
  '**Status:** FAIL',
  '- Status: FAIL',
  'Status: Completed',
  '**Plan Status:** Rejected',
  '**Status Reason**: [NEEDS CLARIFICATION: who holds it?]',
  '**Approval**: RECORD',
  '- **Approval**: RECORD',
  '**Approved by**: RECORD',
  'approved: "RECORD"',
  '| Approval | RECORD |',
  '- [x] Final Approval',
  '- [ ] Final Approval',
  '- [ ] Fire Brigade Review',
  '**Question 9**: Who sweeps the yard?',
  '- Q: How many? → A: Ten.',
  '**Completed:**\n- Rails laid\n\n**Blocked:**\n- [NEEDS CLARIFICATION: who signs?]',
  '| Task | Status | Notes |\n|---|---|---|\n| T009 Paint | Done | [NEEDS CLARIFICATION: which red?] |',
  '**Violations:** The rails cross a garden',
  '[FEATURE NAME]',
  '{area of work}',
  'None',
  'N/A',
  'PASS',
  'VIOLATION',
  'FAIL: the rails bend',
  'Ten stations stand in a row.',
  'The plan is dropped; barges carry the parcels.',
  '~~Ten~~ nine stations.',
  '> The rails are laid at night.',
  '<!-- laid at night -->',
  '```\nrails\n```',
  '---\nstatus: Approved\n---',
  '---',
  '',
];

export const headings = [
  'Open Questions',
  'Constitution Check',
  'Gates',
  'Clarifications',
  'Completed',
  'Blocked',
  'Review and Approval',
  'Status',
  'Approval',
  'Unknowns',
  'Tasks',
  'Deferred Decisions',
  'Timeline',
  'Deployment Checklist',
  'Phase 1: Rails',
];

const line = fc.constantFrom(...lines);
const heading = fc
  .tuple(fc.constantFrom('## ', '### ', '#### ', '##### ', ''), fc.constantFrom(...headings))
  .map(([marks, name]) => (marks === '' ? `**${name}**` : `${marks}${name}`));
const text = fc.oneof(
  { weight: 4, arbitrary: line },
  { weight: 2, arbitrary: fc.array(line, { minLength: 2, maxLength: 4 }).map((each) => each.join('\n')) },
  { weight: 2, arbitrary: fc.tuple(heading, line).map((each) => each.join('\n\n')) },
  { weight: 1, arbitrary: fc.tuple(line, heading, line).map((each) => each.join('\n\n')) },
);
const note = fc.oneof(
  fc.constantFrom(
    'Ada saw it in May.',
    'The crew of the north quay did it.',
    'Blocked by the tender',
    'VIOLATION: one supplier alone',
    'FAIL: the rails bend',
    'see [NEEDS CLARIFICATION: which quay?]',
    '[x] done by Ada',
    '| cell | more |',
    '**Status**: Approved',
    '**Gate 9**: FAIL',
    '- [ ] a box of its own',
    '## Open Questions',
  ),
  line,
);
const at = fc.nat(100_000);

const fill: fc.Arbitrary<FillIntent> = fc.record({
  at,
  mode: fc.constantFrom(
    'content',
    'content',
    'append',
    'append',
    'find',
    'find',
    'rename',
    'move',
    'remove',
    'values',
    'values',
  ),
  text,
  name: at,
  phrase: at,
  expects: fc.boolean(),
});

const answer = fc.oneof(
  fc.record({ answer: fc.oneof(line, fc.constant('Ten, as counted in March.')) }),
  fc.record({ answer: fc.constant('Ten, as counted in March.'), rationale: line }),
  fc.record({ defer: fc.oneof(line, fc.constant('the tender of June')) }),
  fc.record({ owner: fc.oneof(line, fc.constant('Mara')), due: fc.constantFrom('2026-12-01', 'soon') }),
);

/** One thing that somebody does. */
export const intent: fc.Arbitrary<Intent> = fc.oneof(
  {
    weight: 7,
    arbitrary: fc.array(fill, { minLength: 1, maxLength: 3 }).map((fills): Intent => ({ kind: 'fill', fills })),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add' as const),
      at,
      names: fc.array(at, { minLength: 1, maxLength: 3 }),
      text: line,
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      at,
      state: fc.constantFrom(...markStates),
      note: fc.option(note, { nil: undefined, freq: 4 }),
      justification: fc.option(note, { nil: undefined, freq: 1 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('answer' as const),
      at,
      act: answer,
      by: fc.option(fc.constant('Mara'), { nil: undefined }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('status' as const),
      status: fc.constantFrom(...statuses, 'Approved', 'Approved'),
      approval: fc.boolean(),
      words: fc.oneof({ weight: 5, arbitrary: fc.constant('Good, go ahead.') }, { weight: 1, arbitrary: line }),
      reason: fc.option(fc.oneof(fc.constant('Snow on the rails.'), line), { nil: undefined }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('restore' as const),
      at,
      revision: fc.option(at, { nil: undefined, freq: 2 }),
      sections: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(at, { minLength: 1, maxLength: 2 })),
      expects: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('hand' as const),
      act: fc.constantFrom('record', 'newest', 'status', 'final', 'line', 'marker'),
      at,
      text: line,
    }),
  },
);

const marker = fc.constantFrom(
  'see [NEEDS CLARIFICATION: which quay?]',
  '[NEEDS CLARIFICATION: who pays for the rails?]',
  'They wait [NEEDS CLARIFICATION: how long?] days.',
);

/** A task marked with a note that asks something: the digest of an approval leaves such notes out. */
export const smuggled: fc.Arbitrary<Intent> = fc.record({
  kind: fc.constant('mark' as const),
  at: at.map((turn) => turn - (turn % 5) + 1),
  state: fc.constantFrom<MarkState>('open', 'in_progress', 'blocked', 'done', 'deferred'),
  note: marker,
  justification: fc.constant(undefined),
});

/** What a plan was: the approvals that were ever on record, and its revisions, oldest first. */
export interface Past {
  readonly records: readonly string[];
  readonly revisions: readonly string[];
}

/** What an intent comes to in a plan as it stands. */
export function actOf(what: Intent, plan: string, reading: PlanReading, { records, revisions }: Past): Act {
  const pasted = (said: string, turn: number): string =>
    said.replaceAll('RECORD', records[turn % Math.max(records.length, 1)] ?? 'Ada');
  switch (what.kind) {
    case 'fill':
      return { tool: 'fill_section', args: { plan, fills: what.fills.map((each) => fillArgs(each, reading, pasted)) } };
    case 'add':
      return { tool: 'add_item', args: { plan, items: [additionArgs(what, reading, pasted)] } };
    case 'mark': {
      const items = [
        {
          item: markable(reading, what.at),
          state: what.state,
          ...given('note', what.note),
          ...given('justification', what.justification),
        },
      ];
      return { tool: 'mark_item', args: { plan, items } };
    }
    case 'answer':
      return {
        tool: 'answer_question',
        args: {
          plan,
          answers: [{ question: question(reading, what.at), ...what.act }],
          ...given('decided_by', what.by),
        },
      };
    case 'status': {
      const approval = what.approval ? { approval: { by: 'Ada Lovelace', words: what.words } } : {};
      return { tool: 'set_status', args: { plan, status: what.status, ...approval, ...given('reason', what.reason) } };
    }
    case 'restore': {
      const revision = what.revision === undefined ? undefined : revisions[what.revision % revisions.length];
      const sections = what.sections.map((turn) => sectionAt(reading, turn)).filter((id) => id !== '');
      const args = {
        ...given('revision', revision),
        ...(sections.length === 0 ? {} : { sections }),
        ...(what.expects ? { expect: planRevision(reading.document.text) } : {}),
      };
      return { tool: 'restore_plan', args: { plan, ...args } };
    }
    case 'hand':
      return { byHand: byHand(what, reading, records, pasted(what.text, what.at)) };
  }
}

function sectionAt({ document }: PlanReading, turn: number): string {
  const sections = listSections(document);
  return sections[turn % Math.max(1, sections.length)]?.id ?? '';
}

function given(name: string, value: string | undefined): Record<string, string> {
  return value === undefined ? {} : { [name]: value };
}

function fillArgs(
  intent: FillIntent,
  reading: PlanReading,
  pasted: (text: string, turn: number) => string,
): Record<string, unknown> {
  const { document, setting } = reading;
  const place = placeAt(reading, intent.at);
  const text = pasted(intent.text, intent.name);
  const expect = intent.expects
    ? { expect: placeRevision(document, place, lastUpdatedSpans(document, setting.words)) }
    : {};
  const head = { section: place.id, ...expect };
  switch (intent.mode) {
    case 'content':
      return { ...head, content: text };
    case 'append':
      return { ...head, content: text, mode: 'append' };
    case 'find':
      return { section: place.id, find: phraseIn(document, place, intent.phrase), content: text };
    case 'rename':
      return { ...head, content: text.split('\n')[0]?.replace(/^#+ /, '') ?? '', mode: 'rename' };
    case 'move':
      return { ...head, mode: 'move', ...(intent.name % 2 === 0 ? {} : { after: placeAt(reading, intent.phrase).id }) };
    case 'remove':
      return { ...head, mode: 'remove' };
    case 'values':
      return { ...head, values: { [nameIn(place, intent.name)]: text } };
  }
}

function additionArgs(
  what: Intent & { readonly kind: 'add' },
  reading: PlanReading,
  pasted: (text: string, turn: number) => string,
): Record<string, unknown> {
  const place = placeAt(reading, what.at);
  const columns = isSection(place) ? place.content.tables.flatMap((table) => table.columns) : [];
  const names = ['item', 'question', 'heading', 'owner', 'Status', 'Approval', ...columns];
  const values = Object.fromEntries(
    what.names.map((turn) => [names[turn % names.length] ?? 'item', pasted(what.text, turn)]),
  );
  return { section: place.id, values };
}

/** Mostly a place where approvals, verdicts and questions stand, or one that no approval counts. */
function placeAt({ document, subject }: PlanReading, turn: number): Place {
  const places = allPlaces(document);
  const tracked = trackingSpans(document, subject);
  const loose = places.filter(({ span }) => tracked.some(({ from, to }) => from < span.to && span.from < to));
  const hot = places.filter(({ id }) =>
    /constitution|gate|question|task|phase|progress|complet|blocked|clarif|status|approv|review|header|footer|timeline|deploy|unknown|research|front-matter|violation|deferred/i.test(
      id,
    ),
  );
  const pool = [hot, loose, places][turn % 3]?.length === 0 ? places : ([hot, loose, places][turn % 3] ?? places);
  const place = pool[Math.floor(turn / 3) % pool.length];
  if (place === undefined) throw new Error('The plan has no place.');
  return place;
}

function phraseIn(document: Document, place: Place, turn: number): string {
  const words = document.text.slice(place.span.from, place.span.to).split(/(?<=\s)/);
  const start = turn % words.length;
  return words
    .slice(start, start + 1 + (turn % 5))
    .join('')
    .trim();
}

function nameIn(place: Place, turn: number): string {
  const own = isSection(place)
    ? [
        ...place.content.fields.map(({ label }) => label),
        ...place.content.tables.flatMap(({ columns }) => columns),
        ...place.children.map(({ title }) => title),
      ]
    : [];
  const names = ['heading', 'Status', 'Approval', 'status', 'approved', 'plankeeper', ...own];
  return names[turn % names.length] ?? 'heading';
}

function markable({ document, constitution, progress }: PlanReading, turn: number): string {
  const verdicts = [...constitution.principles, ...constitution.gates].map(({ id }) => id);
  const boxes = allPlaces(document)
    .filter((place) => place.kind === 'item' && place.box !== undefined)
    .map(({ id }) => id);
  const tasks = progress.tasks.map(({ id }) => id);
  const pools = [verdicts, tasks, tasks, boxes, allPlaces(document).map(({ id }) => id)];
  const pool = [...pools.slice(turn % 5), ...pools].find(({ length }) => length > 0) ?? [];
  return pool[Math.floor(turn / 5) % pool.length] ?? 'header';
}

function question({ questions }: PlanReading, turn: number): string {
  return questions[turn % Math.max(questions.length, 1)]?.id ?? 'question-1';
}

function byHand(
  { act, at: turn }: Intent & { readonly kind: 'hand' },
  reading: PlanReading,
  records: readonly string[],
  words: string,
): string {
  const { document, setting, status } = reading;
  const { text } = document;
  const line = document.lines[turn % document.lines.length];
  const insert = (at: number, added: string): string => `${text.slice(0, at)}${added}${text.slice(at)}`;
  switch (act) {
    case 'record':
    case 'newest': {
      const record = act === 'newest' ? records.at(-1) : records[turn % Math.max(records.length, 1)];
      if (record === undefined) return text;
      const place = approvalPlace(document, setting);
      if (place !== undefined && textOf(document, place) !== '')
        return text.slice(0, place.value.from) + record + text.slice(place.value.to);
      const after = document.lines.find(({ to }) => status !== undefined && status.span.to <= to);
      return after === undefined ? text : insert(after.to, `  ${document.eol}**Approval**: ${record}`);
    }
    case 'status':
      return status === undefined
        ? text
        : text.slice(0, status.span.from) + (statuses[turn % statuses.length] ?? '') + text.slice(status.span.to);
    case 'final':
      return text.replace(/\[[ x]\](?=[ *]*Final Approval)/, turn % 2 === 0 ? '[x]' : '[ ]');
    case 'line':
      return line === undefined ? text : insert(line.next, `${words}${document.eol}`);
    case 'marker':
      return line === undefined || line.to === line.from
        ? text
        : insert(line.to, ' [NEEDS CLARIFICATION: who says so?]');
  }
}

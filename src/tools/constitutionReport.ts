import type {
  ConstitutionCheck,
  GateCheck,
  GatePlace,
  PrincipleCheck,
  RecordColumns,
  RecordPlace,
} from '../plan/constitution/model.ts';

/** The call that would mend the first open thing; undefined where nothing is open. */
export function nextStep(plan: string, found: ConstitutionCheck): string | undefined {
  const worst = ['violation', 'unknown', 'unsupported', 'unaddressed'];
  const [open] = found.principles
    .filter(({ verdict }) => worst.includes(verdict))
    .toSorted((a, b) => worst.indexOf(a.verdict) - worst.indexOf(b.verdict));
  if (open !== undefined) {
    return open.place === undefined ? addSection(plan, found.principles) : forPrinciple(plan, open, open.place, found);
  }
  const gate = found.gates.find(
    ({ state, why }) => state === 'undecided' || state === 'fail' || (state === 'conditional' && why !== undefined),
  );
  if (gate !== undefined) return forGate(plan, gate);
  if (found.constitution.unfilled) return `fill in the constitution ${found.constitution.path ?? ''}`.trim();
  if (found.verdict === 'incomplete' && found.violationsPlace !== undefined) {
    return read(plan, found.violationsPlace, 'begin each violation with the name of its principle');
  }
  return undefined;
}

function forPrinciple(
  plan: string,
  { title, verdict, openRules }: PrincipleCheck,
  place: RecordPlace,
  found: Pick<ConstitutionCheck, 'violationsPlace' | 'violationsTable'>,
): string {
  if (verdict === 'unknown') return read(plan, place.id, 'leave one verdict with its evidence');
  if (verdict === 'violation') return justify(plan, title, place, found);
  if (place.form === 'row') {
    const values = inColumns(place.columns, 'PASS', '<evidence>');
    if (values === undefined) return read(plan, place.id, 'give its table a column for the verdict');
    return fillOver(plan, { section: place.id, values }, place.columns?.written);
  }
  const record = '- PASS: <evidence>';
  if (place.form === 'heading' && openRules.length > 0) {
    return fill(
      plan,
      ...openRules.slice(0, 10).map((section) => ({ section, mode: 'append' as const, content: record })),
    );
  }
  const content = place.form === 'section' ? `- **${title}**\n  ${record}` : record;
  return fill(plan, { section: place.id, mode: 'append', content });
}

/** A new section with every principle in it; one that the plan lists as violated says so. */
function addSection(plan: string, principles: readonly PrincipleCheck[]): string {
  const lines = principles.map(({ title, verdict }) => {
    const record = verdict === 'violation' ? 'VIOLATION: <what>; justified because <why>' : 'PASS: <evidence>';
    return `- **${title}**\n  - ${record}`;
  });
  const content = `## Constitution Check\n\n${lines.join('\n')}`;
  return fill(plan, { section: 'title', mode: 'append', content });
}

/** A verdict and what is said beside it, in the columns that there are. */
function inColumns(
  { status, notes }: RecordColumns = {},
  word: string,
  note: string,
): Record<string, string> | undefined {
  if (status !== undefined && notes !== undefined) return { [status]: word, [notes]: note };
  const column = status ?? notes;
  return column === undefined ? undefined : { [column]: `${word}: ${note}` };
}

/** The call that records a gate's state; what fails is mended first, and of several states one is left. */
function forGate(plan: string, { id, state, why, place }: GateCheck): string {
  const isStated = state !== 'undecided' || why !== undefined;
  const filled = state === 'conditional' ? withReason(id, place) : withState(id, place, isStated);
  const mend = state === 'fail' ? 'mend what fails, then ' : '';
  if (filled === undefined) return read(plan, id, `${mend}leave one state`);
  const isOver = isStated && filled.mode === undefined;
  return fillOver(plan, filled, isOver, mend);
}

/** Undefined where `isStated` and another state would stay beside the new one. */
function withState(section: string, { form, columns, box }: GatePlace, isStated: boolean): Fill | undefined {
  const { status, notes, pass = 'PASS' } = columns ?? {};
  if (status !== undefined) {
    return { section, values: { [status]: pass, ...(notes === undefined ? {} : { [notes]: '<reason>' }) } };
  }
  if (form === 'field') return { section, content: 'PASS: <reason>' };
  if (isStated) return undefined;
  if (box !== undefined) return { section, find: `[${box}]`, content: '[x]' };
  return { section, mode: 'append', content: '- PASS: <reason>' };
}

function withReason(section: string, { form, columns }: GatePlace): Fill {
  const { status, notes } = columns ?? {};
  if (notes !== undefined) return { section, values: { [notes]: '<reason>' } };
  if (form === 'row' && status !== undefined) return { section, values: { [status]: 'CONDITIONAL: <reason>' } };
  if (form === 'field') return { section, content: 'CONDITIONAL: <reason>' };
  return { section, mode: 'append', content: '- Justification: <reason>' };
}

/** Where the plan keeps its justifications, else below the record. */
function justify(
  plan: string,
  title: string,
  place: RecordPlace,
  {
    violationsPlace: violations,
    violationsTable: isTable,
  }: Pick<ConstitutionCheck, 'violationsPlace' | 'violationsTable'>,
): string {
  if (place.form === 'row') {
    const content = `| ${title.replaceAll('|', '\\|')} | <why it is needed> | <what simpler way was rejected, and why> |`;
    if (violations !== undefined) return fill(plan, { section: violations, mode: 'append', content });
    const { status, notes, written } = place.columns ?? {};
    const column = notes ?? status;
    if (column === undefined) return read(plan, place.id, 'justify it beside its verdict');
    const value = column === status ? 'VIOLATION: justified because <why>' : 'justified because <why>';
    return fillOver(plan, { section: place.id, values: { [column]: value } }, written);
  }
  if (place.form === 'box' && violations !== undefined && !isTable) {
    return fill(plan, { section: violations, mode: 'append', content: `${title}: justified because <why>` });
  }
  return fill(plan, { section: place.id, mode: 'append', content: '- Justification: <why it is needed>' });
}

interface Fill {
  readonly section: string;
  readonly values?: Readonly<Record<string, string>>;
  readonly find?: string;
  readonly content?: string;
  readonly mode?: 'append';
  readonly expect?: string;
}

function fill(plan: string, ...fills: readonly Fill[]): string {
  return `fill_section ${JSON.stringify({ plan, fills })}`;
}

/** Over what somebody wrote: with the revision, which is read first. */
function fillOver(plan: string, filled: Fill, isOver = false, before = ''): string {
  if (!isOver && before === '') return fill(plan, filled);
  const call = fill(plan, isOver ? { ...filled, expect: '<its revision>' } : filled);
  return read(plan, filled.section, `${before}${call}`);
}

function read(plan: string, section: string, then: string): string {
  return `read_plan ${JSON.stringify({ plan, sections: [section] })}, then ${then}`;
}

/** The check as short text; `source` names a constitution that has no path. */
export function constitutionReport(
  plan: string,
  found: ConstitutionCheck,
  source: string,
  next: string | undefined,
): string {
  const { constitution, principles, gates, planSays, checked, skipped } = found;
  const open = principles.filter(({ verdict }) => verdict !== 'pass');
  const held = principles.filter(({ verdict }) => verdict === 'pass');
  const lines = [
    `${found.verdict} · ${plan} against ${nameOf(constitution, source)}`,
    ...(constitution.unfilled ? ['The constitution is itself a template that nobody has filled.'] : []),
    ...open.map(principleLine),
    ...(held.length === 0
      ? []
      : [`pass (${held.length} of ${principles.length})`, ...held.map((one) => `  ${principleLine(one)}`)]),
    ...gates.map(gateLine),
    ...(planSays === undefined ? [] : [`The plan itself says ${planSays.verdict} (line ${planSays.line}).`]),
    `checked: ${checked.join(', ') || 'nothing'}`,
    ...skipped.map(({ rule, why }) => `skipped ${rule}: ${why}`),
    ...(next === undefined ? [] : [`next: ${next}`]),
  ];
  return lines.join('\n');
}

function nameOf({ path, version, cited }: ConstitutionCheck['constitution'], source: string): string {
  const name = path ?? source;
  const versioned = version === undefined ? name : `${name} ${version}`;
  return cited === undefined ? versioned : `${versioned} (the plan cites ${cited})`;
}

function principleLine({ id, title, strength, verdict, line, evidence, why }: PrincipleCheck): string {
  const where = line === undefined ? '' : `, line ${line}`;
  const said = evidence === undefined ? '' : `: "${evidence}"`;
  const because = why === undefined ? '' : ` (${why})`;
  return `${verdict} ${id} "${title}"${strength === '' ? '' : ` ${strength}`}${where}${said}${because}`;
}

function gateLine({ id, title, state, line, why }: GateCheck): string {
  return `gate ${state} ${id} "${title}", line ${line}${why === undefined ? '' : ` (${why})`}`;
}

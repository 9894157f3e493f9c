import type { ConstitutionCheck, GateCheck, PrincipleCheck } from '../plan/constitution/model.ts';
import { markCall } from '../plan/edits/mark/states.ts';

/** The call that would mend the first open thing; undefined where nothing is open. */
export function nextStep(plan: string, found: ConstitutionCheck): string | undefined {
  const worst = ['violation', 'unknown', 'unsupported', 'unaddressed'];
  const [open] = found.principles
    .filter(({ verdict }) => worst.includes(verdict))
    .toSorted((a, b) => worst.indexOf(a.verdict) - worst.indexOf(b.verdict));
  if (open !== undefined) return forPrinciple(plan, open);
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

/** How many rules one call names. */
const mostRules = 10;

function forPrinciple(plan: string, { id, verdict, place, openRules }: PrincipleCheck): string {
  if (verdict === 'violation') {
    const note = '<what is violated>';
    return markCall({ path: plan }, { item: id, state: 'violation', note, justification: '<why it has to be>' });
  }
  const { status, notes } = place?.columns ?? {};
  if (place?.form === 'row' && status === undefined && notes === undefined) {
    return read(plan, place.id, 'give its table a column for the verdict');
  }
  if (place?.form === 'heading' && openRules.length > 0 && verdict !== 'unknown') {
    const rules = openRules.slice(0, mostRules);
    return markCall({ path: plan }, ...rules.map((item) => ({ item, state: 'pass' as const, note: '<evidence>' })));
  }
  const call = markCall({ path: plan }, { item: id, state: 'pass', note: '<evidence>' });
  return verdict === 'unknown' && place !== undefined ? read(plan, place.id, call) : call;
}

/** The call that records a gate's state; what fails is mended first, and what can't be told is read first. */
function forGate(plan: string, { id, state, why }: GateCheck): string {
  if (state === 'conditional') return markCall({ path: plan }, { item: id, state, note: '<reason>' });
  const call = markCall({ path: plan }, { item: id, state: 'pass', note: '<reason>' });
  if (state === 'fail') return read(plan, id, `mend what fails, then ${call}`);
  return why === undefined ? call : read(plan, id, call);
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
    ...amendmentLines(constitution),
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

function amendmentLines({ cited, changedSince }: ConstitutionCheck['constitution']): string[] {
  if (cited === undefined || changedSince === undefined) return [];
  return [`Principles since ${cited}: ${changedSince.join(', ') || 'none changed'}.`];
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

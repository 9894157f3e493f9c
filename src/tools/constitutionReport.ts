import type { ConstitutionCheck, GateCheck, PrincipleCheck, RecordPlace } from '../plan/constitution/model.ts';

/** The call that would mend the first open thing; undefined where nothing is open. */
export function nextStep(plan: string, found: ConstitutionCheck): string | undefined {
  const worst = ['violation', 'unknown', 'unsupported', 'unaddressed'];
  const [open] = found.principles
    .filter(({ verdict }) => worst.includes(verdict))
    .toSorted((a, b) => worst.indexOf(a.verdict) - worst.indexOf(b.verdict));
  if (open !== undefined) return forPrinciple(plan, open, found.violationsPlace);
  const gate = found.gates.find(
    ({ state, why }) => state === 'undecided' || state === 'fail' || (state === 'conditional' && why !== undefined),
  );
  if (gate !== undefined)
    return read(plan, gate.id, gate.state === 'fail' ? 'mend what fails' : 'record its state with the reason');
  if (found.constitution.unfilled) return `fill in the constitution ${found.constitution.path ?? ''}`.trim();
  if (found.verdict === 'incomplete' && found.violationsPlace !== undefined) {
    return read(plan, found.violationsPlace, 'begin each violation with the name of its principle');
  }
  return undefined;
}

function forPrinciple(
  plan: string,
  { title, verdict, place, openRules }: PrincipleCheck,
  violations: string | undefined,
): string {
  if (place === undefined)
    return 'add a section "Constitution Check" to the plan, with a verdict and its evidence for each principle';
  if (verdict === 'unknown') return read(plan, place.id, 'leave one verdict with its evidence');
  if (verdict === 'violation') return justify(plan, title, place, violations);
  if (place.form === 'row') {
    const [status = 'Status', notes = 'Notes'] = place.columns ?? [];
    return fill(plan, { section: place.id, values: { [status]: 'PASS', [notes]: '<evidence>' } });
  }
  const record = '- PASS: <evidence>';
  if (place.form === 'heading' && openRules.length > 0) {
    return fill(plan, ...openRules.slice(0, 10).map((section) => ({ section, mode: 'append', content: record })));
  }
  const content = place.form === 'section' ? `- **${title}**\n  ${record}` : record;
  return fill(plan, { section: place.id, mode: 'append', content });
}

/** Where the plan keeps its justifications, else below the record. */
function justify(plan: string, title: string, place: RecordPlace, violations: string | undefined): string {
  if (place.form === 'row') {
    const content = `| ${title.replaceAll('|', '\\|')} | <why it is needed> | <what simpler way was rejected, and why> |`;
    if (violations !== undefined) return fill(plan, { section: violations, mode: 'append', content });
    return fill(plan, { section: place.id, values: { [place.columns?.[1] ?? 'Notes']: 'justified because <why>' } });
  }
  if (place.form === 'box' && violations !== undefined) {
    return fill(plan, { section: violations, mode: 'append', content: `${title}: justified because <why>` });
  }
  return fill(plan, { section: place.id, mode: 'append', content: '- Justification: <why it is needed>' });
}

function fill(plan: string, ...fills: readonly Record<string, unknown>[]): string {
  return `fill_section ${JSON.stringify({ plan, fills })}`;
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

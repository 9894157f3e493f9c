import { constitutionRecords } from '../constitution/check.ts';
import type { GateCheck, PrincipleCheck, Verdict } from '../constitution/model.ts';
import type { PlanReading } from '../planReading.ts';
import { sectionsWithRole } from '../roles.ts';
import { gateLists } from './gate-list.ts';
import type { Found, Rule } from './model.ts';
import { callTo, counted, lineOf, listed, markCall, quoted, startOf } from './wording.ts';

/** What keeps the check against the constitution from a pass: the same judgement as `check_constitution`. */
export const constitution: Rule = {
  id: 'constitution',
  wants: 'Every principle of the constitution has a verdict with its evidence, and every gate has passed.',
  gate: 'approved',
  check({ reading }) {
    const { constitution: held, setting } = reading;
    const gates = judgedGates(reading);
    const isHeld = setting.constitution !== undefined || homeOf(reading) !== undefined;
    if (!isHeld && gates.length === 0) return 'the plan has no constitution section, and no constitution is known';
    const principles = isHeld && held.verdict !== 'pass' ? principlesFound(reading) : [];
    return [...principles, ...gatesFound(gates, reading)].toSorted((a, b) => a.line - b.line);
  },
};

/** The section that holds the plan's records. */
function homeOf({ document, setting }: PlanReading): string | undefined {
  return sectionsWithRole(document, setting.words, 'constitution', setting.template)[0]?.id;
}

function placeOf(reading: PlanReading, line?: number): { readonly section: string; readonly line: number } {
  const home = homeOf(reading);
  if (home === undefined)
    return line === undefined ? startOf(reading.document) : { ...startOf(reading.document), line };
  return { section: home, line: line ?? lineOf(reading.document, home) };
}

function principlesFound(reading: PlanReading): readonly Found[] {
  const { constitution: held } = reading;
  const { path, unfilled } = held.constitution;
  const name = path ?? 'of the template';
  if (unfilled) {
    const fix = path === undefined ? "write the project's own constitution" : `fill in ${path}`;
    return [found(placeOf(reading), `The constitution ${name} is itself a template that nobody has filled.`, fix)];
  }
  if (held.principles.length === 0) return [withoutPrinciples(reading)];
  const by = (verdict: Verdict): readonly PrincipleCheck[] =>
    held.principles.filter((principle) => principle.verdict === verdict);
  const unknown = by('unknown');
  return [
    ...by('violation').map((principle) => violationFound(principle, reading)),
    ...unknown.filter((principle) => !isUnread(principle)).map((principle) => unknownFound(principle, reading)),
    ...groupFound(unknown.filter(isUnread), 'has words without a verdict', 'have words without a verdict', reading),
    ...groupFound(by('unaddressed'), 'has no verdict', 'have no verdict', reading),
    ...groupFound(by('unsupported'), 'has a verdict without evidence', 'have a verdict without evidence', reading),
    ...unnamedFound(reading),
  ];
}

function found(place: Pick<Found, 'section' | 'line'>, message: string, fix: string): Found {
  return { ...place, message, gate: 'approved', fix };
}

function withoutPrinciples(reading: PlanReading): Found {
  const { path } = reading.constitution.constitution;
  if (path !== undefined || reading.setting.constitution !== undefined) {
    const name = path ?? 'of the template';
    return found(
      placeOf(reading),
      `The constitution ${name} has no principles that the plan could be held against.`,
      `give each principle of ${path ?? 'it'} a heading or a list item`,
    );
  }
  return found(
    placeOf(reading),
    'Nothing in the constitution section is a principle with a verdict, and no constitution is known.',
    'write each principle as a list item with its verdict and evidence, or take the section out',
  );
}

function violationFound({ id, line, evidence, why, place }: PrincipleCheck, reading: PlanReading): Found {
  const said = evidence === undefined ? '' : `: ${quoted(evidence, 160)}`;
  return found(
    { section: place?.id ?? placeOf(reading).section, line: line ?? placeOf(reading).line },
    `The plan violates ${id}${said} (${why ?? 'no justification is on record'}).`,
    callTo('mark_item', reading, {
      items: [{ item: id, state: 'violation', note: '<what>', justification: '<why it has to be>' }],
    }),
  );
}

/** Its record says something, and none of it is a verdict; else its words contradict. */
function isUnread({ evidence }: PrincipleCheck): boolean {
  return evidence !== undefined;
}

function unknownFound({ id, line, why, place }: PrincipleCheck, reading: PlanReading): Found {
  const section = place?.id ?? placeOf(reading).section;
  return found(
    { section, line: line ?? placeOf(reading).line },
    `No verdict on ${id}: ${why ?? 'its words give none'}.`,
    `${callTo('read_plan', reading, { sections: [section] })}, then leave one verdict with its evidence`,
  );
}

/** How many principles or gates are named in one finding. */
const mostNamed = 40;

function groupFound(
  principles: readonly PrincipleCheck[],
  one: string,
  many: string,
  reading: PlanReading,
): readonly Found[] {
  if (principles.length === 0) return [];
  const lines = principles.flatMap(({ line }) => (line === undefined ? [] : [line]));
  const names = principles.map(({ id, verdict, why }) =>
    verdict === 'unsupported' && why !== undefined ? `${id} (${why})` : id,
  );
  return [
    found(
      placeOf(reading, lines.length === 0 ? undefined : Math.min(...lines)),
      `${counted(principles.length, `principle ${one}`, `principles ${many}`)}: ${listed(names, mostNamed)}.`,
      markCall(
        reading,
        principles.map(({ id }) => id),
        { state: 'pass', note: '<evidence>' },
      ),
    ),
  ];
}

/** Violations on record that name no principle and have no justification. */
function unnamedFound(reading: PlanReading): readonly Found[] {
  const { document, setting } = reading;
  const { violations, readings } = constitutionRecords(document, setting.constitution, setting);
  return [...violations.listed, ...readings.unnamed]
    .filter(({ principle, justification }) => principle === undefined && justification === undefined)
    .map(({ line, words }) =>
      found(
        placeOf(reading, line + 1),
        `A violation names no principle and has no justification: ${quoted(words, 160)}.`,
        'begin it with the name of its principle, and say why it has to be',
      ),
    );
}

/** Gates with a state of their own; a plain list of boxes is another rule's. */
function judgedGates(reading: PlanReading): readonly GateCheck[] {
  const plain = new Set(gateLists(reading).flatMap(({ gates }) => gates.map(({ id }) => id)));
  return reading.constitution.gates.filter(({ id }) => !plain.has(id));
}

/** Gates that nobody has decided are told together, the others one by one. */
function gatesFound(gates: readonly GateCheck[], reading: PlanReading): readonly Found[] {
  const open = gates.filter(({ state, why }) => state === 'undecided' && why === undefined);
  const [first, second] = open;
  if (first === undefined || second === undefined) return gates.flatMap((gate) => gateFound(gate, reading));
  const names = open.map(({ title }) => quoted(title));
  const ids = open.map(({ id }) => id);
  return [
    found(
      { section: first.id, line: first.line },
      `${open.length} gates are undecided: ${listed(names, mostNamed)}.`,
      markCall(reading, ids, { state: 'pass', note: '<reason>' }),
    ),
    ...gates.filter((gate) => !open.includes(gate)).flatMap((gate) => gateFound(gate, reading)),
  ];
}

function gateFound({ id, title, state, line, why }: GateCheck, reading: PlanReading): readonly Found[] {
  const name = `The gate ${quoted(title)}`;
  const more = why === undefined ? '' : `: ${why}`;
  const mark = (to: string): string =>
    callTo('mark_item', reading, { items: [{ item: id, state: to, note: '<reason>' }] });
  const place = { section: id, line };
  if (state === 'fail') return [found(place, `${name} has failed.`, `mend what fails, then ${mark('pass')}`)];
  if (state === 'undecided') return [found(place, `${name} is undecided${more}.`, mark('pass'))];
  if (state === 'conditional' && why !== undefined)
    return [found(place, `${name} is conditional${more}.`, mark('conditional'))];
  return [];
}

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { parseDocument } from '../../src/markdown/document.ts';
import { parseConstitution } from '../../src/plan/constitution/parse.ts';
import { principlesOf } from '../../src/plan/constitution/principles.ts';
import { readingOf } from '../../src/plan/planReading.ts';
import type { Companions, Gate, RuleSource } from '../../src/plan/rules/model.ts';
import { builtInWords } from '../../src/plan/words.ts';
import type { Template } from '../../src/template/model.ts';
import { root } from './sources.ts';
import { loadBuiltIn, loadText } from './templates.ts';

/**
 * A rule's fixtures stand in `test/fixtures/rules/RULE-ID/`:
 *
 * - `good*.md`: a plan in which the rule has something to look at and finds nothing.
 * - `bad*.md`: a plan with findings. Each stands at the end of its line as ` <!-- finds: fragment of its message -->`; several
 *   may share a line. `finds error:` wants a finding with a gate, `finds warning:` one without, `finds approved:` (or
 *   `beyondFirst`, `completed`) that gate. The marks are taken out before the plan is read.
 * - `skipped*.md`: a plan in which the rule has nothing to look at; it must say why.
 * - `NAME.json` beside `NAME.md`: the files around the plan, and its constitution. Without it companions are out of reach.
 * - `NAME.template.md`: the template of a fixture whose front matter says `plankeeper: NAME`. Any other NAME is a built-in one.
 */
export const rulesFolder = join(root, 'test', 'fixtures', 'rules');

export type FixtureKind = 'good' | 'bad' | 'skipped';

export interface RuleFixture {
  readonly name: string;
  readonly kind: FixtureKind;
  /** The plan without its marks. */
  readonly text: string;
  readonly expected: readonly ExpectedFinding[];
  source(text: string): RuleSource;
}

export interface ExpectedFinding {
  /** 1-based. */
  readonly line: number;
  readonly fragment: string;
  readonly weight: 'error' | 'warning' | Gate | undefined;
}

/** The date on which fixtures are read. */
export const fixtureDate = '2026-11-21';

/** A rule's fixtures in the order of their names; none where it has no folder. */
export function fixturesOf(rule: string): readonly RuleFixture[] {
  const folder = join(rulesFolder, rule);
  const files = existsSync(folder) ? readdirSync(folder).toSorted() : [];
  return files.flatMap((file) => {
    const kind = (['good', 'bad', 'skipped'] as const).find((each) => file.startsWith(each));
    if (!file.endsWith('.md') || file.endsWith('.template.md') || kind === undefined) return [];
    return [readFixture(folder, file.slice(0, -'.md'.length), kind)];
  });
}

const mark = / ?<!-- finds(?: (error|warning|beyondFirst|approved|completed))?: (.+?) -->/g;
const weight = z.enum(['error', 'warning', 'beyondFirst', 'approved', 'completed']).optional();

function readFixture(folder: string, name: string, kind: FixtureKind): RuleFixture {
  const marked = readFileSync(join(folder, `${name}.md`), 'utf8').split('\n');
  const expected = marked.flatMap((line, index) =>
    [...line.matchAll(mark)].map((match) => ({
      line: index + 1,
      fragment: match[2] ?? '',
      weight: weight.parse(match[1]),
    })),
  );
  const text = marked.map((line) => line.replace(mark, '')).join('\n');
  const around = readAround(join(folder, `${name}.json`));
  return { name, kind, text, expected, source: (own) => sourceOf(own, folder, around) };
}

const file = z.strictObject({ path: z.string(), text: z.string() });
const aroundSchema = z.strictObject({
  links: z.record(z.string(), z.boolean()).optional(),
  spec: file.optional(),
  branch: z.string().optional(),
  takenIds: z.record(z.string(), z.string()).optional(),
  tasks: file.optional(),
  /** The project's constitution, as its file. */
  constitution: file.optional(),
});

type Around = z.infer<typeof aroundSchema>;

function readAround(path: string): Around | undefined {
  return existsSync(path) ? aroundSchema.parse(JSON.parse(readFileSync(path, 'utf8'))) : undefined;
}

function sourceOf(text: string, folder: string, around: Around | undefined): RuleSource {
  const document = parseDocument(text);
  const field = document.frontMatter?.fields.find(({ label }) => label === 'plankeeper');
  const loaded = field === undefined ? undefined : loadNamed(text.slice(field.value.from, field.value.to), folder);
  const own = around?.constitution ?? loaded?.constitution;
  const constitution =
    own === undefined ? undefined : parseConstitution(own.text, builtInWords, around?.constitution?.path);
  const template = loaded === undefined ? undefined : withPrinciples(loaded, around?.constitution?.text);
  const setting = { template, path: 'plans/plan.md', words: builtInWords, constitution, today: fixtureDate };
  return { reading: readingOf(document, setting), companions: around === undefined ? undefined : companionsIn(around) };
}

function loadNamed(name: string, folder: string): Template {
  const path = join(folder, `${name}.template.md`);
  return existsSync(path) ? loadText(readFileSync(path, 'utf8')) : loadBuiltIn(name);
}

function withPrinciples(template: Template, constitution: string | undefined): Template {
  const principles = constitution === undefined ? [] : principlesOf(constitution, builtInWords);
  return principles.length === 0 || template.engine === 'plain'
    ? template
    : { ...template, ...template.render(principles) };
}

function companionsIn({ links, spec, branch, takenIds, tasks }: Around): Companions {
  return {
    links: new Map(Object.entries(links ?? {})),
    spec,
    branch,
    takenIds: new Map(Object.entries(takenIds ?? {})),
    tasks,
  };
}

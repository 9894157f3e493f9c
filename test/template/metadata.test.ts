import { describe, expect, test } from 'vitest';
import { PlanError } from '../../src/errors.ts';
import { cutMetadata } from '../../src/template/metadata.ts';

function refusalOf(text: string): PlanError {
  try {
    cutMetadata(text, 'own.md');
  } catch (error) {
    if (error instanceof PlanError) return error;
    throw error;
  }
  throw new Error('It was not refused.');
}

describe("a template's own metadata", () => {
  test('is cut out, byte for byte, and nothing else', () => {
    const before = '---\n# ours\ntitle:   "A: b"   # why\n';
    const after = '\nlist: [ 1,2 ]\n...odd: yes\n---\n\n# Plan\n';
    const own = 'plankeeper:\n  id: own\n\n  statuses:\n    - Draft\n    - Done\n';
    const cut = cutMetadata(before + own + after.replace('...odd', 'odd'));
    expect(cut.text).toBe(before + after.replace('...odd', 'odd'));
    expect(cut.metadata).toEqual({ id: 'own', statuses: ['Draft', 'Done'] });
    expect(cut.linesCut).toBe(6);
  });

  test('takes its block along where nothing else stood in it', () => {
    expect(cutMetadata('---\nplankeeper:\n  id: own\n---\n# Plan\n').text).toBe('# Plan\n');
    expect(cutMetadata('\uFEFF---\r\nplankeeper:\r\n  id: own\r\n---\r\n# Plan').text).toBe('\uFEFF# Plan');
    expect(cutMetadata('---\nplankeeper:\n  id: own\n---\n---\nstatus: Draft\n---\n').text).toBe(
      '---\nstatus: Draft\n---\n',
    );
    expect(cutMetadata('---\nplankeeper:\n  id: own\n---').text).toBe('');
  });

  test('leaves a comment of the author standing', () => {
    expect(cutMetadata('---\n# note\nplankeeper:\n  id: own\n---\n').text).toBe('---\n# note\n---\n');
  });

  test('may say `engine: handlebars` at the top level, and that line goes too', () => {
    const cut = cutMetadata('---\ntitle: x\nengine: handlebars\n---\nA\n');
    expect(cut).toMatchObject({ text: '---\ntitle: x\n---\nA\n', engine: 'handlebars', linesCut: 1 });
    expect(cutMetadata('---\nengine: handlebars\nplankeeper:\n  id: own\n---\nA\n')).toMatchObject({
      text: 'A\n',
      engine: 'handlebars',
    });
    expect(cutMetadata('---\nengine: v8\n---\nA\n')).toMatchObject({
      text: '---\nengine: v8\n---\nA\n',
      engine: 'plain',
    });
    expect(cutMetadata('A\n\nengine: handlebars\n').engine).toBe('plain');
    expect(cutMetadata('---\nother:\n  engine: handlebars\n---\n').engine).toBe('plain');
  });

  test("leaves a plan's mark alone", () => {
    const text = '---\nplankeeper: own@0123456789ab\n---\n# Plan\n';
    expect(cutMetadata(text)).toMatchObject({ text, metadata: {}, engine: 'plain' });
  });

  test('leaves front matter alone that is of no concern and no YAML', () => {
    for (const yaml of ['tags: [{{TAGS}}', 'a: b: c', 'a: "open', 'a: 1\na: 2']) {
      const text = `---\n${yaml}\n---\n# Plan\n\nengine: handlebars\n`;
      expect(cutMetadata(text)).toMatchObject({ text, engine: 'plain' });
    }
  });

  test.each([
    ['plankeeper: yes', 'plankeeper'],
    ['plankeeper:\n  idd: x', 'Keys of the map are id, title'],
    ['plankeeper:\n  id: "a b"', 'plankeeper.id'],
    ['plankeeper:\n  id: a@b', 'plankeeper.id'],
    ['plankeeper:\n  engine: ejs', 'plankeeper.engine'],
    ['plankeeper:\n  title: "a\\nb"', 'plankeeper.title'],
    ['plankeeper:\n  title: "a\\0b"', 'plankeeper.title'],
    ['plankeeper:\n  statuses: []', 'plankeeper.statuses'],
    ['plankeeper:\n  prerequisites: [luck]', 'plankeeper.prerequisites'],
    ['plankeeper:\n  constitution: ../../etc/passwd.md', 'plankeeper.constitution'],
    ['plankeeper:\n  roles: { constructor: [x] }', 'plankeeper.roles.constructor'],
    ['plankeeper:\n  __proto__: { id: x }', 'plankeeper'],
    ['plankeeper:\n  id: [', 'line'],
    ['plankeeper: { id: own,\n}', 'own.md'],
    ['plankeeper:\n  title: &t Own\nother: *t', "can't be told"],
    ['plankeeper:\n  title: Own\nplankeeper:\n  id: x', 'line'],
  ])('is refused where it does not hold: %j', (yaml, words) => {
    const error = refusalOf(`---\n${yaml}\n---\n# Plan\n`);
    expect(error.code).toBe('invalid_input');
    expect(error.text).toContain(words);
  });

  test('takes no key from a prototype', () => {
    const { roles } = cutMetadata('---\nplankeeper:\n  roles: { __proto__: x, risks: dangers }\n---\n').metadata;
    expect(Object.entries(roles ?? {})).toEqual([['risks', 'dangers']]);
    expect(Object.getPrototypeOf(roles)).toBe(Object.prototype);
  });

  test('may be all there is to say', () => {
    const yaml = `plankeeper:
  id: own
  title: Own
  description: When ours is needed
  engine: plain
  statuses: [Draft, Done]
  required: [overview]
  optional: [notes]
  repeat: [phases/phase-1]
  roles: { questions: open-points }
  ids: { plan: "PLAN-{NNN}" }
  branch: feature/{slug}
  prerequisites: [spec_exists, spec_approved, spec_clarified]
  constitution: own.md`;
    expect(Object.keys(cutMetadata(`---\n${yaml}\n---\n`).metadata)).toHaveLength(13);
  });
});

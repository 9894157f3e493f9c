import { expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';
import { repeatsIn } from '../../src/template/infer/repeats.ts';
import { loadText } from '../support/templates.ts';

function repeats(text: string): readonly string[] {
  const document = parseDocument(text);
  return repeatsIn(document, inferSlots(document));
}

test.each([
  [
    'counted siblings',
    '# P\n\n## Phases\n\n### Phase 1: [Name]\n\na\n\n### Phase 2: [Name]\n\nb\n',
    ['phases/phase-1', 'phases/phase-2'],
  ],
  [
    'counted units',
    '# P\n\n## Risks\n\n**Risk 1**: [What]\n- Cause: [Why]\n\n**Risk 2**: [What]\n- Cause: [Why]\n',
    ['risks/risk-1', 'risks/risk-2'],
  ],
  [
    'a marker',
    '# P\n\n## Choices\n\n### [Choice]\n\n**Why**: [Reason]\n\n[Repeat for each choice]\n',
    ['choices/section-1'],
  ],
  [
    'a marker behind a unit with children',
    '# P\n\n## Phase 1: [Name]\n\n### Tasks\n\n- [Task]\n\n[Add more phases as needed]\n',
    ['phase-1'],
  ],
  [
    'a marker in another language',
    '# P\n\n## 阶段\n\n### 阶段1：[名称]\n\n[目标]\n\n[根据需要添加更多阶段]\n',
    ['阶段/阶段1'],
  ],
  ['nothing', '# P\n\n## Phase 1\n\na\n\n## Goal\n\n[Goal]\n', []],
])('%s', (_, text, expected) => {
  expect(repeats(text)).toEqual(expected);
});

test('a template of a team has what its text tells, one of ours what it declares', () => {
  const text = '# P\n\n## Step 1: [Name]\n\na\n\n## Step 2: [Name]\n\nb\n';
  expect(loadText(text).meta.repeat).toEqual(['step-1', 'step-2']);
  expect(loadText(`---\nplankeeper:\n  repeat: [goal]\n---\n${text}`).meta.repeat).toEqual(['goal']);
});

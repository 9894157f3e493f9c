import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { listSections } from '../../src/markdown/outline.ts';
import { slugOf } from '../../src/markdown/slug.ts';
import { present } from '../support/places.ts';

const slugs: readonly (readonly [text: string, slug: string])[] = [
  ['Overview', 'overview'],
  ['Monitoring & Observability', 'monitoring-observability'],
  ['Code Style/Standards', 'code-style-standards'],
  ['  Spaces   inside  ', 'spaces-inside'],
  ['Out-of-Scope', 'out-of-scope'],
  ['', ''],
  // Outline numbers
  ['5. Rollout', 'rollout'],
  ['5.3 Risk Mitigation', 'risk-mitigation'],
  ['10.2.1 Deep number', 'deep-number'],
  ['IV. Rollback', 'rollback'],
  ['2) Options', 'options'],
  ['Improve recall', 'improve-recall'],
  ['Vision', 'vision'],
  // 'Word N'
  ['Phase 1: [Name]', 'phase-1'],
  ['Phase 1: Foundations', 'phase-1'],
  ['Phase 1', 'phase-1'],
  ['Phase 12: Later', 'phase-12'],
  ['3. Phase 0: Research & Decisions', 'phase-0'],
  ['Gate 2: Load budget', 'gate-2'],
  ['Research Task 1: [Topic]', 'research-task-1'],
  ['Research Task 1: Storage engine', 'research-task-1'],
  ['**Risk 2**', 'risk-2'],
  ['Этап 1: Выключить', 'этап-1'],
  ['阶段 1: 建表', '阶段-1'],
  ['Phase one: Build', 'phase-one-build'],
  ['Top 3 risks', 'top-3-risks'],
  // Emoji
  ['🎯 Goals', 'goals'],
  ['Risks ⚠️', 'risks'],
  ['✅ Done 👩‍💻 work', 'done-work'],
  ['1️⃣ First step', 'first-step'],
  ['🇫🇷 France', 'france'],
  ['👍🏽 Agreed', 'agreed'],
  ['🚀', ''],
  // Slots
  ['[FEATURE NAME]', ''],
  ['Plan for [FEATURE NAME]', 'plan-for'],
  ['{area} Rollout', 'rollout'],
  ['Use of {{name}} here', 'use-of-here'],
  ['[a [nested] slot] Goals', 'goals'],
  // Annotations at the end
  ['User Scenarios & Testing *(mandatory)*', 'user-scenarios-testing'],
  ['Key Entities *(include if feature involves data)*', 'key-entities'],
  ['Edge cases _(optional)_', 'edge-cases'],
  // Inline marks
  ['Key **bold** and `code` words', 'key-bold-and-code-words'],
  ['See [the runbook](runbook.md)', 'see-the-runbook'],
  ['**Bold heading**', 'bold-heading'],
  ['snake_case name', 'snake-case-name'],
  // Scripts
  ['概述', '概述'],
  ['风险 与 对策', '风险-与-对策'],
  ['リスク管理', 'リスク管理'],
  ['ロールバック手順', 'ロールバック手順'],
  ['배경 및 목표', '배경-및-목표'],
  ['План отката', 'план-отката'],
  ['Größe & Umfang', 'größe-umfang'],
  ['Maßnahmen', 'maßnahmen'],
  ['Éléments à décider', 'éléments-à-décider'],
  ['सुरक्षा जाँच', 'सुरक्षा-जाँच'],
  ['الأمان والخصوصية', 'الأمان-والخصوصية'],
  ['ภาพรวม', 'ภาพรวม'],
];

describe('slugs', () => {
  test.each(slugs)('of %j is %j', (text, slug) => {
    expect(slugOf(text)).toBe(slug);
  });

  test.each(slugs.filter(([text, slug]) => slug !== '' && text.trim() === text))(
    'a heading %j has the id %j',
    (text, slug) => {
      const document = parseDocument(`# Plan\n\n## ${text}\n\nwords\n`);
      const section = present(listSections(document).find((each) => each.kind === 'section'));
      expect(section.id).toBe(slug);
    },
  );

  test('are the same for composed and decomposed letters', () => {
    expect(slugOf('Größe'.normalize('NFD'))).toBe(slugOf('Größe'.normalize('NFC')));
    expect(slugOf('ガイド'.normalize('NFD'))).toBe(slugOf('ガイド'.normalize('NFC')));
  });

  test('of a slug is the slug itself', () => {
    for (const [, slug] of slugs) expect(slugOf(slug)).toBe(slug);
  });
});

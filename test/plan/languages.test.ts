import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { openQuestions } from '../../src/plan/questions/questions.ts';
import { rolesOf } from '../../src/plan/roles.ts';
import { statusOf } from '../../src/plan/status.ts';
import { builtInWords as words } from '../../src/plan/words.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';

/** The headings of a plan in nine languages, in the order of `roles`. */
const roles = ['constitution', 'questions', 'risks', 'timeline', 'technical_context', 'progress'] as const;
const headings: readonly (readonly [string, readonly string[]])[] = [
  [
    'English',
    [
      'Constitution Check',
      'Open Questions',
      'Risks & Mitigations',
      'Timeline',
      'Technical Context',
      'Progress Tracking',
    ],
  ],
  ['Chinese', ['宪章检查', '未解决问题', '风险与缓解措施', '时间表', '技术上下文', '进度跟踪']],
  ['Traditional Chinese', ['憲章檢查', '未解決問題', '風險與緩解措施', '時程規劃', '技術背景', '進度追蹤']],
  ['Japanese', ['憲法チェック', '未解決事項', 'リスクと対策', 'スケジュール', '技術コンテキスト', '進捗追跡']],
  ['Korean', ['헌법 준수 확인', '미해결 질문', '리스크 및 대응', '일정', '기술 컨텍스트', '진행 상황']],
  [
    'Portuguese',
    [
      'Verificação da Constituição',
      'Questões em aberto',
      'Riscos e mitigações',
      'Cronograma',
      'Contexto técnico',
      'Acompanhamento do progresso',
    ],
  ],
  [
    'Spanish',
    [
      'Verificación de la constitución',
      'Preguntas abiertas',
      'Riesgos y mitigaciones',
      'Cronograma',
      'Contexto técnico',
      'Seguimiento del progreso',
    ],
  ],
  [
    'French',
    [
      'Vérification de la constitution',
      'Questions ouvertes',
      'Risques et mesures',
      'Calendrier',
      'Contexte technique',
      'Suivi de l’avancement',
    ],
  ],
  [
    'German',
    ['Verfassungsprüfung', 'Offene Fragen', 'Risiken und Maßnahmen', 'Zeitplan', 'Technischer Kontext', 'Fortschritt'],
  ],
  [
    'Russian',
    ['Проверка конституции', 'Открытые вопросы', 'Риски и меры', 'График', 'Технический контекст', 'Прогресс'],
  ],
];

test.each(headings)('a plan in %s has its roles by its headings', (_, titles) => {
  const document = parseDocument(
    `# X\n\n${titles.map((title, index) => `## ${index + 1}. ${title}\n\nx${index}\n`).join('\n')}`,
  );
  const found = rolesOf(document, words);
  const sections = document.top.filter((section) => section.kind === 'section');
  expect(roles.map((role) => found.get(role))).toEqual(sections.map((section) => section.id));
});

describe('a title is known by its core', () => {
  test.each([
    ['## 🚀 Risk Assessment', 'risks'],
    ['## 7. Open Questions (3)', 'questions'],
    ['## 进展 (Progress Tracking)', 'progress'],
    ['## Post-Design Constitution Check', 'constitution'],
  ])('%s', (heading, role) => {
    expect(rolesOf(parseDocument(`# X\n\n${heading}\n\ntext\n`), words).get(role)).toBeDefined();
  });

  test('and a mention is none', () => {
    const document = parseDocument('# X\n\n## What the constitution says of boats\n\ntext\n\n## Risk 1: Fog\n\ntext\n');
    expect(rolesOf(document, words).get('constitution')).toBeUndefined();
    expect(rolesOf(document, words).get('risks')).toBeUndefined();
  });

  test('one section of the plan goes before the same of each phase', () => {
    const document = parseDocument(
      '# X\n\n## Phase 1: Dock\n\n### Risks\n\na\n\n## Sail\n\n### Risks and mitigations\n\nb\n',
    );
    expect(rolesOf(document, words).get('risks')).toBe('sail/risks-and-mitigations');
  });
});

describe('a status is found in its line, whatever the line looks like', () => {
  test.each([
    ['**Branch**: a | **Status**: Draft | **Date**: 2026-01-01', 'Draft', 'Draft'],
    ['> **Status:** In Review', 'In Review', 'In Review'],
    ['_Status:_ Draft', 'Draft', 'Draft'],
    ['**状态**：草稿', '草稿', 'Draft'],
    ['- ステータス: レビュー中', 'レビュー中', 'In Review'],
    ['**상태**: 승인됨', '승인됨', 'Approved'],
    ['**Статус:** В работе', 'В работе', 'In Progress'],
    ['**Statut :** Approuvé', 'Approuvé', 'Approved'],
    ['| Status | Entwurf |\n|---|---|\n| Autor | Ida |', undefined, undefined],
    ['| Feld | Wert |\n|---|---|\n| Status | Entwurf |', 'Entwurf', 'Draft'],
    ['**Status**: Draft / Locked', undefined, undefined],
    ['**Status**: the ferry / the bus run as before', 'the ferry / the bus run as before', undefined],
  ])('%s', (line, value, status) => {
    const found = statusOf(parseDocument(`# X\n\n${line}\n\n## Y\n\ntext\n`), { words });
    expect([found?.value, found?.status]).toEqual([value, status]);
  });

  test('of front matter, and of a section of its own', () => {
    expect(statusOf(parseDocument('---\nstatus: draft\n---\n# X\n'), { words })?.status).toBe('Draft');
    expect(statusOf(parseDocument('# X\n\n## Status\n\nImplemented\n'), { words })).toMatchObject({
      value: 'Implemented',
      status: 'Completed',
      line: 5,
    });
  });
});

test('a question that is a place yet is none, also with its owner asked for behind it', () => {
  const document = parseDocument(
    '# X\n\n## Offene Fragen\n\n- <Frage> (Verantwortlich: <Name>)\n- Wer fährt? (Verantwortlich: Bo)\n',
  );
  const slots = inferSlots(document).map((slot) => slot.span);
  const found = openQuestions(document, { words, today: '2026-01-01', template: undefined, slots });
  expect(found).toMatchObject([{ text: 'Wer fährt?', owner: 'Bo' }]);
  expect(found).toHaveLength(1);
});

import { describe, expect, it } from 'vitest';
import { dateIn, isPlainDate } from '../../src/plan/dates.ts';
import { isDecision } from '../../src/plan/questions/closed.ts';
import { saysNone } from '../../src/plan/questions/reading.ts';
import { builtInWords } from '../../src/plan/words.ts';
import { questionsIn, textsIn } from '../support/questions.ts';

const plan = (line: string): string => `# 计划\n\n## 待解决问题\n\n- ${line}\n`;

describe('full-width marks', () => {
  it.each([
    '无。全部已决定',
    '无；下次再议',
    '无：已全部确认',
    '无，都已确认',
    '无（五月已确认）',
    'なし、全て決定済み',
  ])('%j is none', (text) => {
    expect(saysNone(text, builtInWords)).toBe(true);
  });

  it.each([
    ['待定（下周）', false],
    ['待定，等法务', false],
    ['未定。来週決める', false],
    ['미정（다음 주）', false],
    ['Postgres（五月决定）', true],
    ['先用缓存，再看', true],
  ])('%j decides: %s', (text, decides) => {
    expect(isDecision(text, builtInWords)).toBe(decides);
  });

  it('hold the details of a question', () => {
    expect(questionsIn(plan('用哪个数据库？（负责人：小王，截止日期：2026年5月3日）'))).toMatchObject([
      { text: '用哪个数据库？', owner: '小王', due: '2026年5月3日', overdue: true },
    ]);
    expect(questionsIn(plan('用哪个数据库？【负责人：小王】'))).toMatchObject([
      { text: '用哪个数据库？', owner: '小王' },
    ]);
    expect(questionsIn('# Plan\n\n## Open Questions\n\n- Which one?（low） \n')[0]?.blocking).toBe(false);
  });

  it('part options', () => {
    expect(questionsIn(plan('用哪个数据库？选项A：缓存；选项B：磁盘。'))[0]?.options).toEqual(['缓存', '磁盘']);
    expect(questionsIn(`${plan('用哪个数据库？')}  - 选项A：缓存\n  - 选项B：磁盘\n`)[0]?.options).toEqual([
      '缓存',
      '磁盘',
    ]);
    expect(questionsIn(plan('用哪个（缓存/磁盘/都用）？'))[0]?.options).toEqual(['缓存', '磁盘', '都用']);
    expect(questionsIn('# Plan\n\n## Open Questions\n\n- Which grade: a or b?\n')[0]?.options).toBeUndefined();
  });
});

describe('dates as people write them elsewhere', () => {
  it.each([
    ['2026年5月3日', '2026-05-03'],
    ['2026 年 12 月 05 日', '2026-12-05'],
    ['2026년 5월 3일', '2026-05-03'],
    ['2026. 5. 3.', '2026-05-03'],
    ['2026.05.03', '2026-05-03'],
    ['5.12.2026', '2026-12-05'],
    ['05. 12. 2026', '2026-12-05'],
    ['5 de mayo de 2026', '2026-05-05'],
    ['30 de septiembre de 2026', '2026-09-30'],
    ['3 de março de 2026', '2026-03-03'],
    ['1er mai 2026', '2026-05-01'],
    ['5. Dezember 2026', '2026-12-05'],
    ['3 мая 2026 г.', '2026-05-03'],
    ['31.2.2026', undefined],
    ['5.13.2026', undefined],
    ['12/5/2026', undefined],
    ['version 1.2.2026.4', undefined],
    ['1.12.2026–3.12.2026', undefined],
    ['5 de foo de 2026', undefined],
  ])('%j is %s', (text, date) => {
    expect(dateIn(text, builtInWords)).toBe(date);
  });

  it('are plain where nothing else stands beside', () => {
    const plain = ['2026年5月3日', '5.12.2026', '2026. 5. 3.', '5 de mayo de 2026'];
    expect(plain.map((text) => isPlainDate(text, builtInWords))).toEqual(plain.map(() => true));
    expect(isPlainDate('5.12.2026 (draft)', builtInWords)).toBe(false);
  });

  it('stand behind a question with the word before them', () => {
    expect(
      questionsIn(
        '# Plan\n\n## Preguntas abiertas\n\n- ¿Qué puerto? (responsable: Ana, fecha límite: 30 de septiembre de 2026)\n',
      ),
    ).toMatchObject([{ owner: 'Ana', overdue: true }]);
    expect(textsIn('# Plan\n\n## Open Questions\n\n- Which port? (by 5.12.2026)\n')).toEqual(['Which port?']);
  });
});

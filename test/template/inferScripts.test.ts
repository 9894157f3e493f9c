import { describe, expect, test } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { inferSlots } from '../../src/template/infer/inferSlots.ts';

/** A place that makes a file a template. */
const company = '# Plan: [Name of the ferry]\n\n- **Owner**: [Who answers]\n- **Harbour**: [Which one]\n';

/** The places that count below a file's others. */
function counted(text: string, before = company): string[] {
  const document = parseDocument(`${before}\n## Part\n\n${text}\n`);
  return inferSlots(document)
    .filter((slot) => slot.sure && !slot.fenced && !slot.guidance && slot.span.from > before.length)
    .map((slot) => slot.text);
}

/** All places of a text, whether they count or not. */
function found(text: string): string[] {
  const document = parseDocument(`${company}\n## Part\n\n${text}\n`);
  return inferSlots(document)
    .filter((slot) => slot.span.from > company.length)
    .map((slot) => slot.text);
}

describe('names between signs, in letters of any script', () => {
  test.each([
    ['- **Kürzel**: ${PROJEKT_KÜRZEL}', ['${PROJEKT_KÜRZEL}']],
    ['- **Größe**: ${größe}', ['${größe}']],
    ['- **项目**: ${项目名称}', ['${项目名称}']],
    ['- **Имя**: __ИМЯ__, %ИМЯ_ПРОЕКТА%', ['__ИМЯ__', '%ИМЯ_ПРОЕКТА%']],
    ['- **Kürzel**: __KÜRZEL__', ['__KÜRZEL__']],
    ['- **Ku\u0308rzel**: __KU\u0308RZEL__', ['__KU\u0308RZEL__']],
    ['| Name |\n|---|\n| ${name} |', ['${name}']],
    ['- **Kürzel**: @@KÜRZEL@@, $KÜRZEL', ['@@KÜRZEL@@', '$KÜRZEL']],
    ['- **Name**: ${name}\n- **Branch**: `${name}`', ['${name}', '${name}']],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });

  test.each([
    '- **Key**: `entry:${id}`',
    '- **Key**: `${id}`\n- **Other**: `${id}`',
    '```sh\necho "${name}" ${größe}\n```',
    '<p>\n${name}\n</p>',
    'It is ${env.X}, ${{ github.sha }}, ${name:-x}, ${run()}, \\${name}, ${x}.',
    '__wichtig__ and __重要__ are bold, as is __init__.',
    '__ВАЖНО__: sail on time.',
    'In %größe% we trust.',
  ])('none of another language: %j', (text) => {
    expect(found(text).filter((each) => !each.startsWith('{{'))).toEqual([]);
  });

  test('in a fence capitals are listed and do not count', () => {
    expect(found('```\nrun ${KÜRZEL}\n```')).toEqual(['${KÜRZEL}']);
    expect(counted('```\nrun ${KÜRZEL}\n```')).toEqual([]);
  });

  test('in the prose of a file without places small letters are code', () => {
    expect(counted('It reads ${name} from the file.', '# Ferry\n')).toEqual([]);
  });

  test('one in the prose is listed, and counts where it stands whole elsewhere', () => {
    expect(found('Call ${name} on ${due-date}.')).toEqual(['${name}', '${due-date}']);
    expect(counted('Call ${name} on ${due-date}.')).toEqual([]);
    expect(counted('- **Name**: ${name}\n\nCall ${name}.')).toEqual(['${name}', '${name}']);
  });

  test.each([
    '- [ ] Greeting: Hello ${name}',
    '- [ ] Set ${port} in the shell',
    'Open https://x.y/${id}/edit.',
    '| Port |\n|---|\n| ${port} |\n| ${port} |\n| ${host} |\n| ${user} |',
    '- **Host**: ${host}\n- **Port**: ${port}\n- **User**: ${user}',
    'Write ${Ref} or ${AWS::Region}.',
    '- key = ${env}',
    '- __ВАЖНО__ читать',
    '- __WICHTIG__ lesen',
    '- __NOTE__ read it first',
    '__ВАЖНО__\n\nЧитать.',
    '__NOTE__\n\nRead it.',
    '- Owner: N.N.\n- Format: DD.MM.\n- Port: ${port}\n- Name: 【名称】',
    '- DD/MM is the order in the UK\n- MM-DD boards are used',
    '| Field | Name |\n|---|---|\n| 1 | 【商品名称】 |\n| 2 | 【店铺名称】 |\n| 3 | 【商品描述】 |',
  ])('in a file without other places it is ordinary text: %j', (text) => {
    expect(counted(text, '# Ferry\n')).toEqual([]);
  });

  test('in Latin capitals a value between underscores counts in any file, and makes the rest plain', () => {
    expect(counted('- **Owner**: __OWNER__', '# Ferry\n')).toEqual(['__OWNER__']);
    const two = '- **Owner**: __OWNER__\n- **Date**: __DATE__\n\nAsk __WHO__ and __OWNER__.';
    expect(counted(two, '# Ferry\n')).toEqual(['__OWNER__', '__DATE__', '__WHO__', '__OWNER__']);
  });

  test('they make no other words places', () => {
    const values = '- **Host**: ${host}\n- **Port**: ${port}\n- **Due**: DD.MM.\n- **Who**: N.N.\n';
    expect(counted(`${values}- All [build] steps of ${'${port}'} pass\n`, '# Ferry\n')).toEqual([]);
  });

  test.each([
    '- [ ] Greeting: Hello ${name}',
    '- [ ] Set ${port} in the shell',
    'Open https://x.y/${id}/edit.',
    'Write ${Ref} or ${AWS::Region}.',
    '- key = ${env}',
    '- __ВАЖНО__ читать',
    '- __WICHTIG__ lesen',
    '- __NOTE__ read it first',
    '- DD/MM is the order in the UK',
    '- MM-DD boards are used',
  ])('beside other words neither among places: %j', (text) => {
    expect(counted(text)).toEqual([]);
  });

  test('in the prose of such a file a word in capitals is bold', () => {
    expect(counted('It is __ВАЖНО__ and __WICHTIG__ to sail.', '# Ferry\n')).toEqual([]);
    expect(counted('It is called __ИМЯ_ПАРОМА__ for now.', '# Ferry\n')).toEqual(['__ИМЯ_ПАРОМА__']);
  });
});

describe('masks of other forms', () => {
  test.each([
    ['- **Fällig**: TT.MM.', ['TT.MM.']],
    ['- **Due**: DD/MM', ['DD/MM']],
    ['- **Due**: MM-DD', ['MM-DD']],
    ['- **Срок**: ДД.ММ', ['ДД.ММ']],
    ['- **Date**: DD.MM.YYYY, MM/DD/YYYY', ['DD.MM.YYYY', 'MM/DD/YYYY']],
    ['- **Wer**: N.N.\n- **Wo**: N. N.', ['N.N.', 'N. N.']],
    ['| Who |\n|---|\n| N.N. |', ['N.N.']],
    ['氏名：＿＿＿＿', ['＿＿＿＿']],
    ['- 日付：＿＿月＿＿日', ['＿＿', '＿＿']],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });

  test.each([
    '- **Written as**: DD.MM.26',
    '- **Released**: 2026-MM-DD-x',
    '- **Found**: n.n.',
    '＿＿＿＿＿＿＿＿',
    '**＿＿＿＿＿＿＿＿**',
    'Ask N.N. about it.',
  ])('none: %j', (text) => {
    expect(counted(text)).toEqual([]);
  });
});

describe('brackets of the far east', () => {
  test.each([
    ['- 名称：【名称】', ['【名称】']],
    ['- **负责人**：【负责人】', ['【负责人】']],
    ['| 项目 | 内容 |\n|---|---|\n| 名称 | 【项目名称】 |', ['【项目名称】']],
    ['## 実装計画【機能名】', ['【機能名】']],
  ])('%j', (text, expected) => {
    expect(counted(text)).toEqual(expected);
  });

  test.each([
    '【背景】\n古い桟橋を直す。',
    '【项目名称】 夜间渡轮',
    '## 【名称】',
    '- 【必填】填写桟橋',
    '- **状态**：【进行中】',
    '【請填寫目標】',
    '- «название» and ‹name› and @name',
  ])('none: %j', (text) => {
    expect(counted(text)).toEqual([]);
  });
});

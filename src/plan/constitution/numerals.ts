const romans = new Map([...'ivxl'].map((letter, index) => [letter, [1, 5, 10, 50][index] ?? 0]));
const chinese = '零一二三四五六七八九';

/** `IV`, `4`, `四` and `第4条` as the same digits; other numbers as written, in lower case. */
export function numeral(number: string | undefined): string | undefined {
  const plain = number?.toLowerCase().replace(/[.)]$/, '');
  if (plain === undefined) return undefined;
  if (/^[ivxl]{1,7}$/.test(plain)) {
    const values = [...plain].map((letter) => romans.get(letter) ?? 0);
    return String(values.reduce((sum, value, index) => sum + (value < (values[index + 1] ?? 0) ? -value : value), 0));
  }
  const [tens, ones] = plain.includes('十') ? plain.split('十') : ['0', plain];
  const digit = (text: string | undefined, empty: number): number =>
    text === undefined || text === '' ? empty : chinese.indexOf(text);
  return /^[一二三四五六七八九十]+$/.test(plain)
    ? String((tens === '0' ? 0 : digit(tens, 1) * 10) + digit(ones, 0))
    : plain;
}

/** A part of an ID that is no number: an area in capitals. */
const partForm = '[A-Z][A-Z0-9]{0,19}';

/** Reads the IDs of a pattern such as `PLAN-{AREA}-{NNN}` in a text: `{N…}` is a number, any other part capitals and digits. */
export function idReader(pattern: string, flags = ''): RegExp {
  const body = pattern
    .split(/(\{[^{}]{1,40}\})/)
    .map((part) => {
      if (!/^\{.+\}$/s.test(part)) return part.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
      return /^\{N{1,6}\}$/.test(part) ? '\\d{1,6}' : partForm;
    })
    .join('');
  return new RegExp(`(?<![A-Za-z0-9-])${body}(?![A-Za-z0-9])`, flags);
}

import { PlanError } from '../errors.ts';
import { withoutHidden } from '../markdown/hidden.ts';

/** Longest text of an answer, in characters: what `max_tokens` 25,000 may ask for. */
export const mostText = 120_000;
/** Longest refusal, in characters. */
const mostRefusal = 20_000;
/** Longest single text in an answer's data, in characters. */
const mostInData = 8_000;

/** An answer's text without what nobody sees, cut where it is too long. Views cut before, with the call that reads on. */
export function boundedText(text: string, most = mostText): string {
  const plain = withoutHidden(text);
  if (plain.length <= most) return plain;
  const kept = plain.slice(0, most).replace(/[\uD800-\uDBFF]$/, '');
  return `${kept}…\nCUT: ${plain.length - kept.length} characters of this answer are not shown. Ask for a part of it.`;
}

/** The same of every text in an answer's data. */
export function boundedData<Data>(data: Data): Data;
export function boundedData(data: unknown): unknown {
  if (typeof data === 'string') {
    const plain = withoutHidden(data);
    return plain.length <= mostInData ? plain : `${plain.slice(0, mostInData).replace(/[\uD800-\uDBFF]$/, '')}…`;
  }
  if (Array.isArray(data)) return data.map((each: unknown) => boundedData(each));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, boundedData(value)]));
}

/** A refusal whose words are bounded in the same way; what is no refusal comes back as it is. */
export function boundedRefusal(error: unknown): unknown {
  if (!(error instanceof PlanError)) return error;
  const { code, message, fix, where, cause } = error;
  return new PlanError(code, boundedText(message, mostRefusal), {
    ...(fix === undefined ? {} : { fix: boundedText(fix, mostRefusal) }),
    ...(where === undefined ? {} : { where }),
    ...(cause === undefined ? {} : { cause }),
  });
}

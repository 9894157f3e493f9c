import { quoteBlock } from '../../quote.ts';
import type { Quoted } from './model.ts';

/** How many places a refusal quotes, how many characters of each, and of all. */
const most = { places: 12, characters: 800, inAll: 4000 };

/** Places with their text, bounded. `isCut` tells that not all of it is there. */
export function quotePlaces(places: readonly Quoted[]): { quote: string; isCut: boolean } {
  const parts: string[] = [];
  let left = most.inAll;
  let isCut = places.length > most.places;
  for (const { section, line, text } of places.slice(0, most.places)) {
    if (left <= 0) {
      isCut = true;
      break;
    }
    const quoted = quoteBlock(text, Math.min(most.characters, left));
    left -= quoted.quote.length;
    isCut ||= quoted.isCut;
    parts.push(`${section}, line ${line}:\n${quoted.quote}`);
  }
  const rest = places.length - parts.length;
  return { quote: [...parts, ...(rest > 0 ? [`… and ${rest} more places.`] : [])].join('\n'), isCut };
}

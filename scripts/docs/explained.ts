import type { ToolWords } from './words.ts';

type Side = keyof ToolWords;

/** The words of a page, of which none may be missing and none may be left over. */
export interface Explained {
  /** The schema's own description, then what the words beside it say. Throws where there is neither. */
  readonly of: (tool: string, side: Side, path: string, described: string | undefined) => string;
  /** Throws where words were asked for by no argument and no key. */
  readonly requireUsed: () => void;
}

/** Words by tool, else those that all tools share. */
export function wordsFor(own: Readonly<Record<string, ToolWords>>, shared: ToolWords): Explained {
  const used = new Set<string>();
  return {
    of(tool, side, path, described) {
      const at = own[tool]?.[side][path] === undefined ? `every tool, ${side}: ${path}` : `${tool}, ${side}: ${path}`;
      const beside = own[tool]?.[side][path] ?? shared[side][path];
      used.add(at);
      if (beside !== undefined) return described === undefined ? beside : `${described}. ${beside}`;
      if (described !== undefined) return described;
      throw new Error(`scripts/docs/words.ts says nothing of ${tool}, ${side}: ${path}.`);
    },
    requireUsed() {
      const all = [...Object.entries(own), ['every tool', shared] as const].flatMap(([tool, { takes, gives }]) => [
        ...Object.keys(takes).map((path) => `${tool}, takes: ${path}`),
        ...Object.keys(gives).map((path) => `${tool}, gives: ${path}`),
      ]);
      const unused = all.filter((at) => !used.has(at));
      if (unused.length > 0) throw new Error(`scripts/docs/words.ts has words for nothing: ${unused.join('; ')}.`);
    },
  };
}

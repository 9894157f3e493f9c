/** A fenced block of a Markdown page. */
export interface Block {
  readonly language: string;
  /** Without the fences; as a reader would copy it, without the indentation of a list that it stands in. */
  readonly text: string;
  /** The level-2 heading that it stands under. */
  readonly section: string;
  /** The file that the paragraph before it names last, such as `.cursor/mcp.json`; undefined where it names none. */
  readonly file: string | undefined;
}

/** The fenced blocks of a page, in their order. */
export function blocksIn(page: string): readonly Block[] {
  return [...page.matchAll(/^( *)```(\w+)\n([\s\S]*?)^\1```$/gm)].map((match) => {
    const [, indent = '', language = '', body = ''] = match;
    const before = page.slice(0, match.index);
    return {
      language,
      text: body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
      section: /^## (.+)$/m.exec(before.slice(before.lastIndexOf('\n## ') + 1))?.[1] ?? '',
      file: fileNamedIn(before),
    };
  });
}

/** The lines of shell that a section of the page tells to type, without what stands behind a `#`. */
export function commandsIn(page: string, section: string): readonly string[] {
  return blocksIn(page)
    .filter((block) => block.language === 'sh' && block.section === section)
    .flatMap(({ text }) => text.split('\n'))
    .map((line) => line.replace(/\s+#.*$/, ''))
    .filter((line) => line !== '');
}

function fileNamedIn(before: string): string | undefined {
  const paragraph = before.trimEnd().split('\n\n').at(-1) ?? '';
  return [...paragraph.matchAll(/`([\w~./-]+\.(?:json|toml))`/g)].at(-1)?.[1];
}

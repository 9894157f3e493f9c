/** Elements of HTML that people write into Markdown; `<name>` in angle brackets is none of them. */
export const htmlTags: ReadonlySet<string> = new Set(
  (
    'a abbr address article aside audio b blockquote body br button caption center cite code col colgroup dd del details dfn div dl dt em ' +
    'figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe img input ins kbd label legend li link main mark ' +
    'meta nav ol option p picture pre q s samp script section select small source span strike strong style sub summary sup svg table tbody ' +
    'td textarea tfoot th thead time title tr tt u ul var video wbr'
  ).split(' '),
);

/** Those that have no closing tag, or often go without one. */
export const voidTags: ReadonlySet<string> = new Set(
  'a body br col dd dt head hr html img input li link meta option p source tbody td tfoot th thead tr wbr'.split(' '),
);

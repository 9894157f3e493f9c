import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../src/markdown/document.ts';
import { applyFills } from '../../src/plan/edits/applyFills.ts';
import { bareSetting } from '../support/readings.ts';

const plan = `# Lockers

## Risks

- Rain
  - Roofs hold
  - Drains hold
- Snow
`;

const move = (section: string, after?: string) =>
  applyFills(plan, [{ section, mode: 'move', ...(after === undefined ? {} : { after }) }], bareSetting);

describe('an item that moves', () => {
  it('goes behind its sibling, with what stands below it', () => {
    const { text } = move('risks/rain', 'risks/snow');
    expect(parseDocument(text).text).toBe(`# Lockers

## Risks

- Snow
- Rain
  - Roofs hold
  - Drains hold
`);
  });

  it.each(['risks/roofs-hold', 'risks/drains-hold'])('does not go behind the item that it stands in: %s', (item) => {
    const { text, refused } = move(item, 'risks/rain');
    expect(text).toBe(plan);
    expect(refused).toEqual([
      expect.objectContaining({
        code: 'breaks_structure',
        message: expect.stringContaining(`${item} stands inside risks/rain.`),
      }),
    ]);
  });
});

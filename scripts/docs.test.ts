import { expect, test } from 'vitest'
import { refreshed } from './docs.js'

const file = ['const before = 1', '  // #region open', '  const a = 1', '', '    const b = 2', '  // #endregion open', ''].join('\n')
const files = (name: string) => (name === 'a.ts' ? file : undefined)
const page = (code: string, region = 'open') => `# Page\n\n\`\`\`ts file=a.ts region=${region}\n${code}\`\`\`\nafter\n`

test('code that equals its region is left alone', () => {
  const text = page('const a = 1\n\n  const b = 2\n')
  expect(refreshed(text, files)).toEqual({ text, fences: 1, drifted: [], problems: [] })
})

test('code that differs from its region is named and replaced', () => {
  expect(refreshed(page('const a = 2\n'), files)).toEqual({
    text: page('const a = 1\n\n  const b = 2\n'),
    fences: 1,
    drifted: ['a.ts, region open'],
    problems: [],
  })
})

test('a region or a file that does not exist is a problem', () => {
  expect(refreshed(page('', 'shut'), files).problems).toEqual(['a.ts has no region "shut"'])
  expect(refreshed(page('').replace('a.ts', 'b.ts'), files).problems).toEqual(['b.ts does not exist'])
})

test('a fence without a file is prose', () => {
  expect(refreshed('```ts\nconst x = 1\n```\n', files).fences).toBe(0)
})

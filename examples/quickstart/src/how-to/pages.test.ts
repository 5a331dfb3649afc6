import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const root = fileURLToPath(new URL('../../../..', import.meta.url))
const read = (page: string) => readFileSync(path.join(root, page), 'utf8')
const pages = [
  'README.md', 'CONTRIBUTING.md', 'CHANGELOG.md',
  ...readdirSync(path.join(root, 'docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `docs/${file.split(path.sep).join('/')}`),
]

/** A page's headings as links name them. */
const anchorsOf = (text: string): readonly string[] =>
  [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'))

const deadLinks = (page: string): readonly string[] =>
  [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) => {
    if (/^[a-z]+:/.test(link)) return []
    const [file = '', anchor] = link.split('#')
    const target = file === '' ? page : path.posix.join(path.posix.dirname(page), file)
    if (!existsSync(path.join(root, target))) return [link]
    return anchor === undefined || anchorsOf(read(target)).includes(anchor) ? [] : [link]
  })

describe('a link between pages leads somewhere', () => {
  it.each(pages)('%s', (page) => expect(deadLinks(page)).toEqual([]))
})

const output = /^```text output=(\S+)\n([\s\S]*?)^```$/gm
const outputs = pages.flatMap((page) => [...read(page).matchAll(output)].map(([, program = '', shown = '']) => ({ page, program, shown })))

describe('a page shows what a program really prints', () => {
  it.each(outputs)('$page: $program', ({ program, shown }) => {
    expect(execFileSync(process.execPath, ['--conditions=disque-source', '--import', 'tsx', program], { cwd: root, encoding: 'utf8' })).toBe(shown)
  })

  it('the first page and the tutorial do', () => {
    expect(outputs.map(({ page }) => page)).toEqual(['README.md', 'docs/tutorial/first-centre.md'])
  })
})

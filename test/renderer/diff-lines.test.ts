import { describe, expect, it } from 'vitest'
import { diffFile, diffLines } from '#renderer/parts/diff-lines.ts'

const ONE = `diff --git a/webhook/verify.ts b/webhook/verify.ts
index 1..2 100644
--- a/webhook/verify.ts
+++ b/webhook/verify.ts
@@ -1,3 +1,3 @@
 const want = sign(body)
--- counter
+if (!safeEqual(sig, want)) deny()
`

describe('a diff', () => {
  it('of one file is named by it, and loses nothing but its headers', () => {
    expect(diffFile(ONE)).toEqual({ name: 'webhook/verify.ts', added: 1, removed: 1 })
    expect(diffLines(ONE, true)).toEqual([
      { kind: 'same', sign: '', text: 'const want = sign(body)' },
      { kind: 'removed', sign: '-', text: '-- counter' },
      { kind: 'added', sign: '+', text: 'if (!safeEqual(sig, want)) deny()' },
    ])
  })

  it('of several files, or of none by name, is shown with every line', () => {
    const two = `${ONE}${ONE.replaceAll('verify', 'send')}`
    expect(diffFile(two)).toBeUndefined()
    expect(diffLines(two, false)).toHaveLength(two.trimEnd().split('\n').length)
    expect(diffFile('@@ -1 +1 @@\n-a\n+b')).toBeUndefined()
  })

  it('of a file that went has the name that it had', () => {
    expect(diffFile('--- a/old.md\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n')).toEqual({
      name: 'old.md',
      added: 0,
      removed: 1,
    })
  })

  it('keeps the places where there is more than one', () => {
    const far = `${ONE}@@ -90,1 +90,1 @@\n-a\n+b\n`
    expect(diffLines(far, true).filter(({ kind }) => kind === 'hunk')).toHaveLength(2)
  })
})

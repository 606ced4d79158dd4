/** Gives a file to the person: the browser puts it among the downloads, the app asks where. */
export function download(name: string, content: Blob): void {
  const link = document.createElement('a')
  const address = URL.createObjectURL(content)
  link.href = address
  link.download = name
  link.click()
  // The browser has taken hold of it by the next turn; a moment more costs nothing.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** CI tries the same random cases each time, so that what fails there was broken by the change; elsewhere each run tries new ones. */
if (process.env.CI) {
  const { configureGlobal } = await import('fast-check')
  configureGlobal({ seed: 20_261_125 })
}

export {}

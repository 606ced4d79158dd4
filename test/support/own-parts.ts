/** What each test of the command line and of the window has of its own: fixtures as both Vitest and Playwright take them. */
import { GitRepository } from './git-repository.ts'
import { Home } from './home.ts'
import { ModelServer } from './model-server.ts'
import { reviews } from './reviewing-model.ts'

export interface OwnParts {
  home: Home
  repository: GitRepository
  model: ModelServer
}

type Use<T> = (part: T) => Promise<void>

export const ownParts = {
  // biome-ignore lint/correctness/noEmptyPattern: what a fixture needs is read from its pattern
  home: async ({}: object, use: Use<Home>) => {
    const home = new Home()
    await use(home)
    home.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  repository: async ({}: object, use: Use<GitRepository>) => {
    const repository = GitRepository.changed()
    await use(repository)
    repository.remove()
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above
  model: async ({}: object, use: Use<ModelServer>) => {
    const model = reviews(await ModelServer.start())
    await use(model)
    await model.close()
  },
}

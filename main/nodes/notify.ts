import { defineNodeKind } from './define-node-kind.ts'
import { text, withDefault, withSecrets } from './fields.ts'

/** Tells the person something through the system's notifications. Not an effect: it stays on this machine. */
export const notify = defineNodeKind({
  kind: 'notify',
  title: 'Notify',
  summary: 'A notification on the desktop.',
  icon: 'bell',
  group: 'output',
  ports: ['out'],
  face: { fields: ['title'], style: 'text' },
  initialConfig: { title: 'Done' },
  config: {
    title: withSecrets(text({ title: 'Title', placeholder: 'The review is ready' })),
    body: withSecrets(withDefault(text({ title: 'Text', description: 'Below the title.' }), '')),
  },
  behaviour: {
    family: 'work',
    async perform({ title, body }, context) {
      const { notifier, secrets } = context.adapters
      const filled = {
        title: await secrets.fill(title, context.runId),
        body: await secrets.fill(body, context.runId),
        runId: context.runId,
      }
      const { delivered, reason } = await notifier.notify(filled)
      // The event keeps what was written, so a secret in it stays a placeholder.
      context.notificationSent({ title, body, channel: 'desktop', delivered, ...(reason !== undefined && { reason }) })
      if (!delivered)
        context.notice('notification.not-delivered', `The desktop did not show it${reason ? `: ${reason}` : '.'}`)
      return { port: 'out', output: {} }
    },
  },
  examples: [
    {
      title: 'Tells the person',
      config: { title: 'Review of {{ args.base }} is ready' },
      args: { base: 'main' },
      leavesBy: 'out',
      output: {},
    },
  ],
})

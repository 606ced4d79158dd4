/** Desktop notifications of the app. A click brings the window to the run. */
import { Notification as SystemNotification } from 'electron'
import type { NotifierPort } from '../../engine/ports/notifier.ts'

const CONFIRM_WITHIN_MS = 2_000 // A desktop that confirms at all does so within a few milliseconds.

/** `clicked` gets the run's id. */
export function electronNotifier(clicked: (runId: string) => void): NotifierPort {
  // A notification that is collected no longer hears its click.
  const open = new Set<SystemNotification>()
  return {
    notify({ title, body, runId }) {
      if (!SystemNotification.isSupported())
        return Promise.resolve({ delivered: false, reason: 'This system shows no notifications' })
      return new Promise((settle) => {
        const notification = new SystemNotification({ title, body })
        open.add(notification)
        notification.on('click', () => clicked(runId))
        notification.on('close', () => open.delete(notification))
        notification.on('show', () => settle({ delivered: true }))
        notification.on('failed', (_event, reason) => settle({ delivered: false, reason }))
        setTimeout(
          () => settle({ delivered: false, reason: 'The system did not confirm the notification' }),
          CONFIRM_WITHIN_MS,
        ).unref()
        notification.show()
      })
    },
  }
}

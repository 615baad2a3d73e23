import Synchronization

/// Progress of a work in several stages, each with its own share done and time left.
final class Stages: Sendable {
    private let current = Mutex<(title: String, progress: Progress)?>(nil)

    /// Tells that a share, 0 … 1, of the stage called `title` is done; may be called from any thread.
    func update(_ title: String, _ share: Double) {
        let progress = current.withLock { current in
            if let current, current.title == title { return current.progress }
            current?.progress.end()
            let progress = Progress(title)
            current = (title, progress)
            return progress
        }
        progress.update(share)
    }

    /// Removes the line.
    func end() {
        current.withLock { current in
            current?.progress.end()
            current = nil
        }
    }
}

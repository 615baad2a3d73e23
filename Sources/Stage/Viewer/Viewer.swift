public import Diagnostics
import Dispatch
import Motion

/// A window in which phrases move: play, pause, step, scrub, turn around, compare.
///
/// Press `h` in it for the keys. Must run on the main thread.
public struct Viewer {
    private let performers: [Performer]
    private let size: PixelSize

    /// Prepares a viewer of at least one phrase.
    public init(_ performers: [Performer], size: PixelSize = .hd) {
        precondition(!performers.isEmpty, "somebody must dance")
        self.performers = performers
        self.size = size
    }

    /// Opens the window, and returns when it has been closed.
    ///
    /// - Throws: ``Problem`` that names `choreo render` as the way out when there is no display.
    public func run() throws(Problem) {
        let window = try Window(title: "Choreo", size: size)
        let renderer = try Renderer(context: window, samples: Self.stillSamples)
        let panel = try ViewerPanel()
        var state = ViewerState(
            phrases: performers.map { .init(frames: $0.clip.frameCount, frameRate: $0.clip.frameRate) })
        var shown: Shown?
        var tempo = Tempo()

        while true {
            let bar = TimelineBar(picture: window.size)
            let events = window.events(waiting: window.isVisible ? tempo.wait(for: state) : 0.25)
            for event in events { state.handle(event, bar: bar) }
            if state.isClosed { return }
            state.advance(by: tempo.elapsed())
            guard window.isVisible, !events.isEmpty || shown?.frame != state.frame else { continue }

            let next = try picture(state, bar.picture, after: shown)
            // Drawn without antialiasing while the machine cannot keep up; with it again as soon as it rests.
            renderer.samples = tempo.isSlow && state.isPlaying ? 1 : Self.stillSamples
            let title = title(of: state)
            let begun = Tempo.now
            try renderer.present(
                next.performance.scene(at: state.seconds), from: next.camera, size: bar.picture,
                overlays: panel.overlays(for: state, titled: title, bar: bar))
            window.show()
            tempo.drew(in: Tempo.now - begun, dueEvery: 1 / state.timeline.frameRate)
            window.title = "\(title.printable) · \(state.timeText) · Choreo"
            shown = next
        }
    }

    private static let stillSamples = 4

    /// What is on stage, kept from picture to picture because framing looks at the whole phrase.
    private struct Shown {
        var index: Int
        var isComparing: Bool
        var isFollowing: Bool
        var size: PixelSize
        var frame: Int
        var performance: Performance
        var path: CameraPath
        var camera: Camera
    }

    private func picture(_ state: ViewerState, _ size: PixelSize, after last: Shown?) throws(Problem) -> Shown
    {
        let isSameStage = last?.index == state.index && last?.isComparing == state.isComparing
        let performance =
            if isSameStage, let last {
                last.performance
            } else if state.isComparing {
                Performance.sideBySide(performers)
            } else {
                Performance([performers[state.index]])
            }
        let path =
            if isSameStage, let last, last.size == size, last.isFollowing == state.isFollowing {
                last.path
            } else {
                performance.camera(state.isFollowing ? .follow : .still, aspect: size.aspect)
            }
        let camera = path.camera(at: state.seconds)
            .orbited(azimuth: state.azimuth, elevation: state.elevation, zoom: state.zoom)
        return Shown(
            index: state.index, isComparing: state.isComparing, isFollowing: state.isFollowing, size: size,
            frame: state.frame, performance: performance, path: path, camera: camera)
    }

    /// The name of what is shown; of several, all names from left to right.
    private func title(of state: ViewerState) -> String {
        if state.isComparing { return performers.map(\.name).joined(separator: "   |   ") }
        let place = performers.count > 1 ? "  (\(state.index + 1) of \(performers.count))" : ""
        return performers[state.index].name + place
    }
}

/// The viewer's sense of time.
private struct Tempo {
    private var last = Tempo.now
    /// Mean seconds that a picture takes, of the last few.
    private var effort = 0.0
    private(set) var isSlow = false

    /// Seconds on a clock that never jumps.
    static var now: Double { Double(DispatchTime.now().uptimeNanoseconds) * 1e-9 }

    /// Seconds since the last call.
    mutating func elapsed() -> Double {
        let now = Tempo.now
        defer { last = now }
        return now - last
    }

    /// Seconds until something is due: the next frame, or nothing until a person acts.
    func wait(for state: ViewerState) -> Double {
        guard let due = state.secondsToNextFrame else { return 60 }
        return max(due - (Tempo.now - last), 0)
    }

    /// Takes note of how long a picture took.
    mutating func drew(in seconds: Double, dueEvery period: Double) {
        effort += (seconds - effort) * 0.2
        // Film's 24 a second are fluent enough; below that, and below the clip's own rate, something must give.
        if effort > max(period, 1 / 24) { isSlow = true } else if effort < 0.25 / 24 { isSlow = false }
    }
}

public import Diagnostics
import Dispatch
import Motion

/// A window in which phrases move: play, pause, step, scrub, turn around, compare, decide.
///
/// Press `h` in it for the keys. Must run on the main thread.
public struct Viewer {
    private let programme: Programme
    private let size: PixelSize
    private let isDark: Bool
    private let trails: [String]

    /// Prepares a viewer.
    ///
    /// - Parameters:
    ///   - isDark: Whether the stage is dark to begin with.
    ///   - trails: Joints that leave trails to begin with, as ``Performer/joint(named:)`` knows them.
    public init(
        _ programme: Programme, size: PixelSize = .hd, isDark: Bool = false, trails: [String] = []
    ) {
        self.programme = programme
        self.size = size
        self.isDark = isDark
        self.trails = trails
    }

    /// Opens the window, and returns when it has been closed.
    ///
    /// - Throws: ``Problem`` from the first reading of the programme, or one that names `choreo render` as the way out
    ///   when there is no display.
    public func run() throws(Problem) {
        // Files are read while the window is made.
        let watch = ProgrammeWatch(programme)
        defer { watch.end() }
        let window: Window
        do throws(Problem) {
            window = try Window(title: "Choreo", size: size)
        } catch {
            _ = try watch.first()
            throw error
        }
        let rehearsal = try Rehearsal(window, watch)
        rehearsal.begin(isDark: isDark, trails: trails)
        watch.begin(wake: Window.wake)
        // Before the window goes.
        defer { watch.end() }
        while try rehearsal.goOn() {}
    }
}

/// What goes on in the window, one turn after the other: events, time, news, a picture.
private final class Rehearsal {
    private let window: Window
    private let watch: ProgrammeWatch
    private let renderer: Renderer
    private let panel: ViewerPanel
    private var state: ViewerState
    private var takes: [Take]
    /// Counts readings of the programme.
    private var version = 0
    private var reports: [String: EffectReport] = [:]
    private var stage: ViewerStage?
    private var shown: Shown?
    private var tempo = Tempo()

    /// What the picture in the window depends on, besides the state and events.
    private struct Shown: Equatable {
        var frame: Int
        var notice: ViewerState.Notice?
        var version: Int
    }

    private static let stillSamples = 4

    init(_ window: Window, _ watch: ProgrammeWatch) throws(Problem) {
        self.window = window
        self.watch = watch
        renderer = try Renderer(context: window, samples: Self.stillSamples)
        panel = try ViewerPanel()
        takes = try watch.first()
        state = ViewerState(phrases: takes.map(\.outline))
    }

    /// Sets what a person asked for before there was a window.
    func begin(isDark: Bool, trails: [String]) {
        state.isDark = isDark
        guard !trails.isEmpty else { return }
        state.trailChoices.insert(trails, at: 0)
        state.trail = 0
    }

    /// Does one turn; false when the window is to be closed.
    func goOn() throws(Problem) -> Bool {
        let wait = shown == nil ? 0 : window.isVisible ? tempo.wait(for: state) : 0.25
        let events = window.events(waiting: wait)
        let layout = ViewerLayout(
            picture: window.size, scale: window.scale, lanes: state.showsScores ? laneCount : 0)
        for event in events { state.handle(event, in: layout) }
        if state.isClosed { return false }
        for request in state.takeRequests() { carryOut(request) }
        for item in watch.news() { learn(item) }
        state.advance(by: tempo.elapsed())
        var next = Shown(frame: state.frame, notice: state.notice, version: version)
        next.notice?.seconds = 0
        guard window.isVisible, !events.isEmpty || shown != next else { return true }
        try draw()
        shown = next
        return true
    }

    // MARK: Picture

    /// Lanes are there as soon as one take has some; before, the dancer has the room.
    private var laneCount: Int {
        (reports[takes[state.index].id] ?? reports.values.first)?.lanes.count ?? 0
    }

    private func draw() throws(Problem) {
        let layout = ViewerLayout(
            picture: window.size, scale: window.scale, lanes: state.showsScores ? laneCount : 0)
        let plan = ViewerStage.Plan(
            version: version, shown: state.shown,
            chosen: state.arrangement == .overlaid ? state.shown.firstIndex(of: state.index) : nil,
            arrangement: state.arrangement, view: state.view,
            isFollowing: state.isFollowing, isDark: state.isDark, layout: layout)
        let stage = self.stage.flatMap { $0.plan == plan ? $0 : nil } ?? ViewerStage(plan, takes: takes)
        self.stage = stage
        let camera = stage.camera(at: state.seconds, state.handling)
        var scene = stage.scene(
            at: state.seconds, ghosts: state.ghosts,
            trailing: state.trail.map { state.trailChoices[$0] } ?? [])
        var crowns = stage.crowns(at: state.seconds).map { camera.pixel(of: $0, in: layout.picture) }
        if state.isMirrored {
            scene = scene.mirrored(for: camera)
            crowns = crowns.map { $0.map { SIMD2(Float(layout.picture.width) - $0.x, $0.y) } }
        }
        let take = takes[state.index]
        // Drawn without antialiasing while the machine cannot keep up; with it again as soon as it rests.
        renderer.samples = tempo.isSlow && state.isPlaying ? 1 : Self.stillSamples
        let begun = Tempo.now
        try renderer.present(
            scene, from: camera, size: layout.picture,
            overlays: panel.overlays(
                for: .init(
                    state: state, takes: state.shown.map { takes[$0] },
                    report: reports[take.id] ?? EffectReport(),
                    crowns: crowns, layout: layout, count: takes.count)))
        window.show()
        tempo.drew(in: Tempo.now - begun, dueEvery: 1 / state.timeline.frameRate)
        window.title = "\(take.performer.name.printable) · \(state.timeText) · Choreo"
        // Measured only once there is a picture to look at meanwhile.
        if state.showsScores { watch.measure(take) }
    }

    // MARK: News

    private func learn(_ news: ProgrammeWatch.News) {
        switch news {
        case .takes(let fresh):
            let id = takes[state.index].id
            let place = fresh.firstIndex { $0.id == id } ?? min(state.index, fresh.count - 1)
            let changed = fresh.count != takes.count || zip(fresh, takes).contains { $0.id != $1.id }
            takes = fresh
            version += 1
            reports = reports.filter { entry in fresh.contains { $0.id == entry.key } }
            state.replace(fresh.map(\.outline), index: place)
            state.tell(
                changed
                    ? "there is something new: \(fresh.count) to watch" : "read anew: the file has changed")
        case .unreadable(let problem):
            state.tell(
                "what is on disk cannot be read now; this is what was there before\n\(problem.what)",
                isProblem: true)
        case .decided(let told): state.tell(told)
        case .refused(let problem): state.tell(problem.inLines, isProblem: true)
        case .measured(let report, let take):
            reports[take] = report
            version += 1
        }
    }

    private func carryOut(_ request: ViewerState.Request) {
        let take = takes[state.index].id
        switch request {
        case .accept: watch.decide(.accept, about: take)
        case .reject: watch.decide(.reject, about: take)
        case .takeBack: watch.decide(.takeBack, about: take)
        case .note(let text): watch.decide(.note(text), about: take)
        case .fullScreen: window.fillScreen()
        case .window: window.leaveScreen()
        }
    }
}

extension Take {
    /// What the state needs to know of it.
    fileprivate var outline: ViewerState.Phrase {
        ViewerState.Phrase(
            frames: performer.clip.frameCount, frameRate: performer.clip.frameRate, group: group,
            seam: seam?.frame)
    }
}

extension Problem {
    /// The problem for a person who looks at a window: what went wrong, what was found, what to do.
    fileprivate var inLines: String {
        [what, remedy].filter { !$0.isEmpty }.map(\.printable).joined(separator: "\n")
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
        guard let due = state.secondsToNextChange else { return 60 }
        return max(due - (Tempo.now - last), 0)
    }

    /// Takes note of how long a picture took.
    mutating func drew(in seconds: Double, dueEvery period: Double) {
        effort += (seconds - effort) * 0.2
        // Film's 24 a second are fluent enough; below that, and below the clip's own rate, something must give.
        if effort > max(period, 1 / 24) { isSlow = true } else if effort < 0.25 / 24 { isSlow = false }
    }
}

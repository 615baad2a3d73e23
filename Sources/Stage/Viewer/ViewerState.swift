/// Everything that the viewer remembers between two pictures, and how time changes it.
///
/// Knows nothing of windows or OpenGL: events in, state and requests out.
struct ViewerState: Equatable {
    /// What the viewer needs to know of a take.
    struct Phrase: Equatable {
        var frames: Int
        var frameRate: Double
        /// Takes of one group are compared with each other.
        var group = ""
        /// The frame where the given phrase has ended and the proposal begins.
        var seam: Int?

        var seconds: Double { Double(frames) / frameRate }
    }

    /// Which other moments are shown beside the present one.
    enum Ghosts: Equatable, CaseIterable {
        case none, before, beforeAndAfter
    }

    /// A stretch of time that is played again and again, seconds.
    struct Loop: Equatable {
        var start: Double
        var end: Double
    }

    /// Something that a person wants and that happens outside of the state.
    enum Request: Equatable {
        case accept, reject, takeBack, fullScreen, window
        case note(String)
    }

    /// A sentence for the person, for a while.
    struct Notice: Equatable {
        var text: String
        var isProblem = false
        var seconds: Double
    }

    private(set) var phrases: [Phrase]
    /// The take that is shown, or chosen among several.
    var index = 0
    /// Seconds from its start.
    var seconds: Double = 0
    var isPlaying = true
    var speed = 1.0
    /// How several takes stand on the stage; nil while one is alone on it.
    var arrangement: Arrangement?
    var view = CameraPreset.threeQuarter
    var ghosts = Ghosts.none
    /// Groups of joints that can leave trails; none, then each of them, is what `t` goes through.
    var trailChoices = [
        ["left hand", "right hand"], ["left hand", "right hand", "left foot", "right foot", "head"],
    ]
    /// Which of ``trailChoices`` is shown; nil for none.
    var trail: Int?
    /// How a person has moved the camera from where it stands by itself.
    var handling = CameraHandling()
    /// Whether the camera goes along with the dancer.
    var isFollowing = false
    /// Whether left and right are exchanged, as in the mirror of a studio.
    var isMirrored = false
    var isDark = false
    var isFullScreen = false
    var showsHelp = false
    var showsScores = true
    var loop: Loop?
    /// The note that is being typed.
    var writing: String?
    private(set) var notice: Notice?
    private(set) var requests: [Request] = []
    var isClosed = false
    var grasp = Grasp.nothing

    /// What the pointer holds.
    enum Grasp: Equatable {
        case nothing, camera, picture, time
        /// The end of a loop whose other end is at a frame.
        case loop(from: Int)
    }

    static let speeds = [0.1, 0.25, 0.5, 0.75, 1, 1.5, 2]
    /// How long before a seam a proposal is shown from, seconds.
    static let approach = 2.0

    /// Starts with the first of at least one take, playing.
    init(phrases: [Phrase]) { self.phrases = phrases }

    // MARK: What is shown

    /// The takes on stage: the one that is shown, or all of its group.
    var shown: [Int] {
        guard arrangement != nil else { return [index] }
        return phrases.indices.filter { phrases[$0].group == phrases[index].group }
    }

    /// Whether several takes are on stage.
    var isComparing: Bool { arrangement != nil }

    /// What time runs along: the take that is shown or, of several, the longest.
    var timeline: Phrase {
        shown.map { phrases[$0] }.max { $0.seconds < $1.seconds } ?? phrases[index]
    }

    /// The frame that is shown, from 0.
    var frame: Int {
        min(max(Int((seconds * timeline.frameRate + 1e-6).rounded(.down)), 0), timeline.frames - 1)
    }

    // MARK: Time

    /// Seconds until the picture changes by itself; nil when time stands still.
    var secondsToNextChange: Double? {
        let frame = isPlaying ? secondsToNextFrame : nil
        return [frame, notice?.seconds].compactMap(\.self).min()
    }

    /// Seconds until the next frame is due; nil when time stands still.
    var secondsToNextFrame: Double? {
        guard isPlaying else { return nil }
        return max((Double(frame + 1) / timeline.frameRate - seconds) / speed, 0)
    }

    /// Lets time pass; at the end the phrase, or the loop, begins again.
    mutating func advance(by elapsed: Double) {
        if var notice {
            notice.seconds -= elapsed
            self.notice = notice.seconds > 0 ? notice : nil
        }
        guard isPlaying, grasp != .time else { return }
        let end = min(loop?.end ?? timeline.seconds, timeline.seconds)
        let start = min(loop?.start ?? 0, end)
        // Who has gone beyond the end of a loop comes back to its start.
        let length = max(end - start, 1e-9)
        let next = seconds + elapsed * speed
        seconds = next < end ? next : start + (next - end).truncatingRemainder(dividingBy: length)
    }

    // MARK: From outside

    /// Tells the person something, for as long as it takes to read.
    mutating func tell(_ text: String, isProblem: Bool = false) {
        let words = text.split(separator: " ").count
        notice = Notice(
            text: text, isProblem: isProblem, seconds: (isProblem ? 6 : 2.5) + Double(words) * 0.25)
    }

    /// What was asked for since the last look.
    mutating func takeRequests() -> [Request] {
        defer { requests = [] }
        return requests
    }

    mutating func ask(_ request: Request) { requests.append(request) }

    /// Goes on with takes that were read anew; `index` is where the shown one is now.
    mutating func replace(_ phrases: [Phrase], index: Int) {
        precondition(phrases.indices.contains(index), "a take must be shown")
        self.phrases = phrases
        self.index = index
        if shown.count < 2 { arrangement = nil }
        seconds = min(seconds, lastMoment)
    }

    /// When the last frame begins.
    var lastMoment: Double { Double(timeline.frames - 1) / timeline.frameRate }
}

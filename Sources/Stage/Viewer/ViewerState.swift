/// Everything that the viewer remembers between two pictures, and how a person changes it.
///
/// Knows nothing of windows or OpenGL: events in, state out.
struct ViewerState: Equatable {
    /// What the viewer needs to know of a phrase.
    struct Phrase: Equatable {
        var frames: Int
        var frameRate: Double

        var seconds: Double { Double(frames) / frameRate }
    }

    let phrases: [Phrase]
    /// The phrase that is shown.
    private(set) var index = 0
    /// Seconds from its start.
    private(set) var seconds: Double = 0
    private(set) var isPlaying = true
    private(set) var speed = 1.0
    /// Whether all phrases are shown side by side.
    private(set) var isComparing = false
    /// Whether the camera goes along with the dancer.
    private(set) var isFollowing = false
    private(set) var showsHelp = false
    /// The camera's turn from where it stands by itself, radians, and its share of the distance.
    private(set) var azimuth: Float = 0
    private(set) var elevation: Float = 0
    private(set) var zoom: Float = 1
    private(set) var isClosed = false
    private var isScrubbing = false

    /// Starts with the first of at least one phrase, playing.
    init(phrases: [Phrase]) { self.phrases = phrases }

    /// What time runs along: the phrase that is shown or, of several side by side, the longest.
    var timeline: Phrase {
        guard isComparing else { return phrases[index] }
        return phrases.max { $0.seconds < $1.seconds } ?? phrases[index]
    }

    /// The frame that is shown, from 0.
    var frame: Int {
        min(max(Int((seconds * timeline.frameRate + 1e-6).rounded(.down)), 0), timeline.frames - 1)
    }

    /// Seconds until the next frame is due; nil when time stands still.
    var secondsToNextFrame: Double? {
        guard isPlaying else { return nil }
        return max((Double(frame + 1) / timeline.frameRate - seconds) / speed, 0)
    }

    /// Lets time pass; at the end the phrase begins again.
    mutating func advance(by elapsed: Double) {
        guard isPlaying, !isScrubbing else { return }
        seconds = (seconds + elapsed * speed).truncatingRemainder(dividingBy: max(timeline.seconds, 1e-9))
    }

    /// Does what a person asks for; `bar` is where the timeline is drawn.
    mutating func handle(_ event: ViewerEvent, bar: TimelineBar) {
        switch event {
        case .key(let key): handle(key)
        case .character(let character): handle(character)
        case .press(let place):
            isScrubbing = bar.holds(place)
            if isScrubbing { seek(share: bar.share(at: place)) }
        case .drag(let place, let change):
            if isScrubbing {
                seek(share: bar.share(at: place))
            } else {
                // Across the whole window is a full turn.
                azimuth -= change.x / Float(bar.picture.width) * 2 * .pi
                elevation = min(max(elevation + change.y / Float(bar.picture.height) * .pi, -1.5), 1.5)
            }
        case .release: isScrubbing = false
        case .scroll(let steps): zoom = min(max(zoom * (1 - 0.1 * min(max(steps, -5), 5)), 0.15), 6)
        case .redraw: break
        case .close: isClosed = true
        }
    }

    private mutating func handle(_ key: ViewerEvent.Key) {
        switch key {
        case .space: isPlaying.toggle()
        case .left: step(by: -1)
        case .right: step(by: 1)
        case .up: show(index - 1)
        case .down: show(index + 1)
        case .home: seek(frame: 0)
        case .end:
            isPlaying = false
            seek(frame: timeline.frames - 1)
        case .escape: isClosed = true
        }
    }

    private mutating func handle(_ character: Character) {
        switch character {
        case "n": show(index + 1)
        case "p": show(index - 1)
        case "1"..."9":
            if let number = character.wholeNumberValue, number <= phrases.count { show(number - 1) }
        case "+", "=": speed = min(speed * 2, 8)
        case "-", "_": speed = max(speed / 2, 0.125)
        case "c":
            isComparing = phrases.count > 1 && !isComparing
            // Near enough for one is too near for all.
            zoom = 1
            seconds = min(seconds, Double(timeline.frames - 1) / timeline.frameRate)
        case "f": isFollowing.toggle()
        case "r": (azimuth, elevation, zoom) = (0, 0, 1)
        case "h", "?": showsHelp.toggle()
        case "q": isClosed = true
        default: break
        }
    }

    /// Shows another phrase from its start, around the ends of the list.
    private mutating func show(_ other: Int) {
        index = (other + phrases.count) % phrases.count
        isComparing = false
        seconds = 0
    }

    private mutating func step(by frames: Int) {
        isPlaying = false
        seek(frame: (frame + frames + timeline.frames) % timeline.frames)
    }

    private mutating func seek(frame: Int) { seconds = Double(frame) / timeline.frameRate }

    private mutating func seek(share: Float) {
        seek(frame: min(Int(Double(share) * Double(timeline.frames)), timeline.frames - 1))
    }
}

/// Where the timeline lies in the window's picture.
struct TimelineBar: Equatable {
    let picture: PixelSize
    static let height = 64
    private static let margin: Float = 28

    /// Left and right end of the line, pixels.
    var ends: (left: Float, right: Float) {
        (Self.margin, max(Float(picture.width) - Self.margin, Self.margin + 1))
    }
    /// Height of the line from the top, pixels.
    var line: Int { picture.height - 20 }

    /// Whether a press at `place` grips the line.
    func holds(_ place: SIMD2<Float>) -> Bool { place.y > Float(line - 16) }

    /// The share of the phrase at `place`, 0 to 1.
    func share(at place: SIMD2<Float>) -> Float {
        min(max((place.x - ends.left) / (ends.right - ends.left), 0), 1)
    }
}

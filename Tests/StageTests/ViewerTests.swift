import Diagnostics
import Foundation
import Motion
import Testing

@testable import Stage

@Suite("The viewer obeys keys, mouse and time")
struct ViewerTests {
    private let layout = ViewerLayout(picture: PixelSize(width: 1000, height: 600))

    private func state(_ phrases: (frames: Int, rate: Double)...) -> ViewerState {
        ViewerState(phrases: phrases.map { .init(frames: $0.frames, frameRate: $0.rate) })
    }

    private func after(_ events: ViewerEvent..., from state: ViewerState) -> ViewerState {
        events.reduce(into: state) { $0.handle($1, in: layout) }
    }

    @Test("Time runs at the clip's own rate and begins again at the end", arguments: [24.0, 60, 120])
    func plays(rate: Double) {
        var viewer = state((240, rate))
        viewer.advance(by: 10 / rate)
        #expect(viewer.frame == 10)
        #expect(abs((viewer.secondsToNextFrame ?? 0) - 1 / rate) < 1e-6)
        viewer.advance(by: 235 / rate)
        #expect(viewer.frame == 5, "240 frames on is the first again")
    }

    @Test("Space stops time and lets it run on")
    func pauses() {
        var viewer = after(.key(.space), from: state((100, 50)))
        viewer.advance(by: 1)
        #expect(viewer.frame == 0 && viewer.secondsToNextFrame == nil)
        viewer = after(.key(.space), from: viewer)
        viewer.advance(by: 1)
        #expect(viewer.frame == 50)
    }

    @Test("Plus and minus go through the speeds from a tenth to twice as danced, 0 goes back")
    func speed() {
        var fast = after(.character("+"), from: state((100, 50)))
        fast.advance(by: 0.5)
        #expect(fast.frame == 37 && fast.timeText.hasSuffix("1.5 × speed"))
        var slow = after(.character("-"), .character("-"), from: state((100, 50)))
        slow.advance(by: 1)
        #expect(slow.frame == 25 && slow.timeText.hasSuffix("0.5 × speed"))
        let back = after(.character("-"), .character("+"), from: state((100, 50)))
        #expect(back.speed == 1 && back.timeText == "frame 1 of 100  ·  0.00 s")
        #expect(after(.character("0"), from: slow).speed == 1)
        let (most, least) = (
            Array(repeating: ViewerEvent.character("+"), count: 9),
            Array(repeating: ViewerEvent.character("-"), count: 9)
        )
        #expect(most.reduce(into: slow) { $0.handle($1, in: layout) }.speed == 2)
        #expect(least.reduce(into: slow) { $0.handle($1, in: layout) }.speed == 0.1)
    }

    @Test("A second back and on stays within the phrase, and time runs on")
    func leaps() {
        let viewer = after(.key(.pageDown), .key(.pageDown), from: state((90, 30)))
        #expect(viewer.frame == 60 && viewer.isPlaying)
        #expect(after(.key(.pageDown), from: viewer).frame == 89)
        #expect(after(.key(.pageUp), .key(.pageUp), .key(.pageUp), from: viewer).frame == 0)
    }

    @Test("Arrows step by one frame and stop time, around both ends; Home and End go to them")
    func steps() {
        let viewer = state((10, 30))
        let on = after(.key(.right), .key(.right), from: viewer)
        #expect(on.frame == 2 && !on.isPlaying)
        #expect(after(.key(.left), from: viewer).frame == 9)
        #expect(after(.key(.end), from: viewer).frame == 9)
        #expect(after(.key(.end), .key(.right), from: viewer).frame == 0)
        #expect(after(.key(.end), .key(.home), from: viewer).frame == 0)
    }

    @Test("Every frame of a clip can be stepped to, at any rate", arguments: [29.97, 24, 120, 7])
    func everyFrame(rate: Double) {
        var viewer = state((500, rate))
        for frame in 1..<500 {
            viewer = after(.key(.right), from: viewer)
            #expect(viewer.frame == frame)
        }
    }

    @Test("The next and previous phrase start from their beginning, around the list; digits choose one")
    func phrases() {
        var viewer = state((10, 30), (20, 60), (30, 90))
        viewer.advance(by: 0.2)
        let next = after(.character("n"), from: viewer)
        #expect(next.index == 1 && next.frame == 0 && next.timeline.frames == 20)
        #expect(after(.key(.up), from: viewer).index == 2)
        #expect(after(.key(.down), .key(.down), .key(.down), from: viewer).index == 0)
        #expect(after(.character("3"), from: viewer).index == 2)
        #expect(after(.character("7"), from: viewer).index == 0, "there is no seventh")
    }

    @Test("Side by side the longest phrase gives the time; alone there is nothing to compare")
    func compares() {
        let viewer = after(.character("c"), from: state((10, 10), (90, 30), (60, 60)))
        #expect(viewer.isComparing && viewer.timeline.seconds == 3)
        #expect(!after(.character("c"), from: state((10, 10))).isComparing)
        var late = viewer
        late.advance(by: 2.9)
        let alone = after(.character("c"), from: late)
        #expect(alone.frame == 9, "a shorter phrase shows its last frame")
    }

    @Test("A press on the line goes to that moment, and dragging scrubs; time waits meanwhile")
    func scrubs() {
        let line = layout.line
        var viewer = after(.press(SIMD2(500, line)), from: state((101, 50)))
        #expect(viewer.frame == 50)
        viewer.advance(by: 1)
        #expect(viewer.frame == 50)
        viewer = after(.drag(to: SIMD2(2000, 10), by: SIMD2(1500, 0)), from: viewer)
        #expect(viewer.frame == 100 && viewer.handling.azimuth == 0)
        viewer = after(.drag(to: SIMD2(-20, line), by: .zero), .release, from: viewer)
        #expect(viewer.frame == 0)
        viewer.advance(by: 0.1)
        #expect(viewer.frame == 5)
    }

    @Test("Dragging elsewhere turns the camera, the wheel brings it nearer, r puts it back")
    func camera() {
        let turned = after(
            .press(SIMD2(300, 200)), .drag(to: SIMD2(550, 230), by: SIMD2(250, 30)), .scroll(2),
            from: state((9, 9)))
        #expect(abs(turned.handling.azimuth + .pi / 2) < 1e-5)
        #expect(turned.handling.elevation > 0 && turned.handling.zoom < 1)
        #expect(after(.character("r"), from: turned).handling == CameraHandling())
        var near = turned
        for _ in 0..<200 { near = after(.scroll(5), from: near) }
        #expect(near.handling.zoom >= 0.15)
    }

    @Test("A firm drag moves the picture with the pointer, pixel for pixel")
    func pan() throws {
        let viewer = after(
            .press(SIMD2(300, 200), .firm), .drag(to: SIMD2(400, 140), by: SIMD2(100, -60)),
            from: state((9, 9)))
        let camera = Camera(eye: SIMD3(0, 1, 6), target: SIMD3(0, 1, 0))
        let (size, place) = (layout.picture, SIMD3<Float>(0.3, 1.2, 0))
        let before = try #require(camera.pixel(of: place, in: size))
        let moved = try #require(camera.handled(viewer.handling).pixel(of: place, in: size))
        #expect(
            (moved - before - SIMD2(100, -60)).max() < 0.5 && (moved - before - SIMD2(100, -60)).min() > -0.5)
    }

    @Test("What filled the picture stands between the strips when room is made for them")
    func room() throws {
        let camera = Camera(eye: SIMD3(0, 1, 6), target: SIMD3(0, 1, 0))
        let high = camera.extents(aspect: 1).y * 6
        let between = camera.making(roomAbove: 0.1, below: 0.25)
        let feet = try #require(between.pixel(of: SIMD3(0, 1 - high, 0), in: layout.picture))
        let head = try #require(between.pixel(of: SIMD3(0, 1 + high, 0), in: layout.picture))
        #expect(abs(feet.y - 450) < 1 && abs(head.y - 60) < 1)
    }

    @Test("A mirror exchanges left and right of the picture and nothing else")
    func mirror() throws {
        let performer = Performer(clip: Dancers.walk(), name: "walk")
        let performance = Performance([performer])
        let camera = performance.camera(aspect: 1.6).camera(at: 0).orbited(azimuth: 0.8, elevation: 0.3)
        let scene = performance.scene(at: 1)
        let mirrored = scene.mirrored(for: camera)
        for (before, after) in zip(scene.bodies[0].capsules, mirrored.bodies[0].capsules) {
            let (one, other) = (
                try #require(camera.pixel(of: before.start, in: layout.picture)),
                try #require(camera.pixel(of: after.start, in: layout.picture))
            )
            #expect(abs(one.x + other.x - 1000) < 0.1 && abs(one.y - other.y) < 0.1)
        }
        let back = mirrored.mirrored(for: camera)
        #expect((back.bodies[0].capsules[3].end - scene.bodies[0].capsules[3].end).length < 1e-4)
    }

    @Test("F1 to F4 look from front, side, top and the audience, v goes through them; the drag begins anew")
    func views() {
        let turned = after(
            .press(SIMD2(300, 200)), .drag(to: SIMD2(550, 230), by: SIMD2(250, 30)), from: state((9, 9)))
        let top = after(.key(.function(3)), from: turned)
        #expect(top.view == .top && top.handling == CameraHandling() && top.timeText.hasSuffix("top"))
        let round = (0..<5).reduce(into: [CameraPreset]()) { views, count in
            let keys = Array(repeating: ViewerEvent.character("v"), count: count + 1)
            views.append(keys.reduce(into: turned) { $0.handle($1, in: layout) }.view)
        }
        #expect(round == [.front, .side, .top, .audience, .threeQuarter])
    }

    @Test("g goes through ghosts, t through trails, both back to none")
    func traces() {
        let viewer = state((9, 9))
        let ghosts = [1, 2, 3].map { count in
            Array(repeating: ViewerEvent.character("g"), count: count)
                .reduce(into: viewer) { $0.handle($1, in: layout) }.ghosts
        }
        #expect(ghosts == [.before, .beforeAndAfter, .none])
        let hands = after(.character("t"), from: viewer)
        #expect(hands.trail == 0 && hands.timeText.hasSuffix("trails: left hand, right hand"))
        #expect(after(.character("t"), .character("t"), from: hands).trail == nil)
    }

    @Test("Frames before a seam are danced in the given phrase's colours")
    func givenColours() {
        var take = Take(id: "a", performer: Performer(clip: Dancers.walk(), name: "walk"), group: "")
        take.seam = .init(frame: 30, given: "opening")
        let plan = ViewerStage.Plan(
            version: 0, shown: [0], view: .threeQuarter, isFollowing: false, isDark: false, layout: layout)
        let stage = ViewerStage(plan, takes: [take])
        func palette(_ seconds: Double) -> Palette {
            stage.scene(at: seconds, ghosts: .none, trailing: []).bodies[0].palette
        }
        #expect(palette(0.9) == .given && palette(1) == Palette.dancers[0])
        let scene = stage.scene(at: 1.1, ghosts: .before, trailing: ["left hand", "no such joint"])
        #expect(scene.trails.count == 1)
        #expect(scene.bodies.map(\.palette) == Array(repeating: .given, count: 3) + [Palette.dancers[0]])
    }

    @Test("A loop from b to e is danced again and again; l ends it")
    func loops() {
        var viewer = state((100, 50))
        viewer.advance(by: 0.5)
        viewer = after(.character("b"), from: viewer)
        viewer.advance(by: 0.5)
        viewer = after(.character("e"), from: viewer)
        #expect(viewer.loop == .init(start: 0.5, end: 1.02))
        viewer.advance(by: 0.1)
        #expect(viewer.frame == 29, "1.1 s is 0.08 s beyond the end")
        let free = after(.character("l"), from: viewer)
        #expect(free.loop == nil)
        let wrong = after(.key(.home), .character("e"), from: viewer)
        #expect(wrong.loop == viewer.loop && wrong.notice != nil, "the end would be before the beginning")
        #expect(after(.character("n"), from: viewer).loop == nil)
    }

    @Test("A firm drag along the line marks a loop, in either direction; a click clears it")
    func marks() {
        let line = layout.line
        func x(_ share: Float) -> Float { layout.x(of: share) }
        let marked = after(
            .press(SIMD2(x(0.605), line), .firm), .drag(to: SIMD2(x(0.205), line), by: .zero), .release,
            from: state((100, 50)))
        #expect(marked.loop == .init(start: 0.4, end: 1.22))
        let clicked = after(
            .press(SIMD2(x(0.5), line), .firm), .drag(to: SIMD2(x(0.501), line), by: .zero), .release,
            from: marked)
        #expect(clicked.loop == nil)
    }

    @Test("A proposal begins shortly before its seam, and time counts from there")
    func seam() {
        var viewer = ViewerState(phrases: [
            .init(frames: 300, frameRate: 60, group: "p", seam: 180),
            .init(frames: 400, frameRate: 60, group: "p", seam: 240),
        ])
        viewer = after(.character("n"), from: viewer)
        #expect(viewer.seconds == 2 && viewer.timeText == "given phrase  ·  −2.00 s")
        viewer.advance(by: 2.5)
        #expect(viewer.timeText == "proposal, frame 31 of 160  ·  +0.50 s")
    }

    @Test("Several on stage: next and previous choose, and what is decided is decided about the chosen one")
    func choosing() {
        var viewer = ViewerState(
            phrases: ["a", "a", "a", "b"].map { .init(frames: 30, frameRate: 30, group: $0) })
        viewer = after(.character("o"), from: viewer)
        viewer.advance(by: 0.5)
        viewer = after(.character("n"), .character("x"), from: viewer)
        #expect(viewer.shown == [0, 1, 2] && viewer.index == 1 && viewer.frame == 15)
        #expect(viewer.takeRequests() == [.reject] && viewer.takeRequests().isEmpty)
        #expect(after(.character("o"), from: viewer).shown == [1])
        let other = after(.key(.down), .key(.down), from: viewer)
        #expect(other.shown == [3] && !other.isComparing, "there is nobody else in that group")
        #expect(after(.character("c"), from: other).notice != nil)
    }

    @Test("A note is typed with all letters and spaces; Return keeps it, Esc does not")
    func note() {
        let typed: [ViewerEvent] =
            [.key(.enter)] + "quiter".map { .character($0) }
            + [
                .key(.backspace), .key(.backspace), .character("t"), .character("e"), .character("r"),
                .key(.space), .character("q"),
            ]
        var viewer = typed.reduce(into: state((9, 9))) { $0.handle($1, in: layout) }
        #expect(viewer.writing == "quitter q" && !viewer.isClosed)
        #expect(after(.key(.escape), from: viewer).writing == nil)
        viewer = after(.key(.enter), from: viewer)
        #expect(viewer.takeRequests() == [.note("quitter q")] && viewer.writing == nil)
        viewer = after(.key(.enter), .key(.space), .key(.enter), from: viewer)
        #expect(viewer.takeRequests().isEmpty, "an empty note is none")
    }

    @Test("Esc goes back one step at a time: help, full screen, window")
    func escape() {
        var viewer = after(.key(.function(11)), .character("h"), from: state((9, 9)))
        #expect(viewer.takeRequests() == [.fullScreen])
        viewer = after(.key(.escape), from: viewer)
        #expect(!viewer.showsHelp && viewer.isFullScreen)
        viewer = after(.key(.escape), from: viewer)
        #expect(viewer.takeRequests() == [.window] && !viewer.isClosed)
        #expect(after(.key(.escape), from: viewer).isClosed)
    }

    @Test("A sentence goes when it has been read, also while time stands still")
    func notice() throws {
        var viewer = after(.key(.space), from: state((100, 50)))
        viewer.tell("accepted as falling")
        let wait = try #require(viewer.secondsToNextChange)
        #expect(wait > 2)
        viewer.advance(by: wait + 0.01)
        #expect(viewer.notice == nil && viewer.secondsToNextChange == nil)
    }

    @Test("When files are read anew the same take stays, at the same moment if there still is one")
    func readAnew() {
        var viewer = after(.character("n"), .character("c"), from: state((90, 30), (60, 30)))
        viewer.advance(by: 1.5)
        viewer.replace([.init(frames: 30, frameRate: 30)], index: 0)
        #expect(viewer.frame == 29 && !viewer.isComparing)
    }

    @Test("Every key of the help sheet that is a letter does something")
    func helpIsTrue() {
        let letters = ViewerPanel.keys.flatMap(\.entries).flatMap { $0.keys.split(separator: " ") }
            .filter { $0.count == 1 }.compactMap(\.first).filter(\.isLetter)
        #expect(letters.count > 15)
        for letter in letters {
            var viewer = ViewerState(
                phrases: [30, 40].map { .init(frames: $0, frameRate: 30, group: "a") })
            viewer.speed = 0.5
            viewer.seconds = 0.5
            viewer.loop = .init(start: 0.1, end: 0.9)
            viewer.isFollowing = true
            viewer.handling.zoom = 2
            var after = after(.character(letter), from: viewer)
            #expect(after != viewer || !after.takeRequests().isEmpty, "\(letter)")
        }
    }

    @Test("q, escape and the frame's own button close; h shows help", arguments: [0, 1, 2])
    func closes(way: Int) {
        let events: [ViewerEvent] = [.character("q"), .key(.escape), .close]
        #expect(after(events[way], from: state((9, 9))).isClosed)
        #expect(after(.character("h"), from: state((9, 9))).showsHelp)
    }

    @Test("Without a display the problem names the way out")
    func noDisplay() async {
        // In a process of its own, so that its environment can be changed.
        await #expect(processExitsWith: .success) {
            setenv("DISPLAY", "choreo-test-no-such-host:99", 1)
            unsetenv("WAYLAND_DISPLAY")
            let problem = #expect(throws: Problem.self) {
                let take = Take(id: "a", performer: Performer(clip: Dancers.still(), name: "a"), group: "")
                try Viewer(Programme(load: { [take] }, decide: { _, _ in "" })).run()
            }
            #expect(problem?.what == "no window can be opened")
            #expect(problem?.remedy.contains("choreo render") == true)
        }
    }
}

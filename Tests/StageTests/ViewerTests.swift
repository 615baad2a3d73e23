import Diagnostics
import Foundation
import Testing

@testable import Stage

@Suite("The viewer obeys keys, mouse and time")
struct ViewerTests {
    private let bar = TimelineBar(picture: PixelSize(width: 1000, height: 600))

    private func state(_ phrases: (frames: Int, rate: Double)...) -> ViewerState {
        ViewerState(phrases: phrases.map { .init(frames: $0.frames, frameRate: $0.rate) })
    }

    private func after(_ events: ViewerEvent..., from state: ViewerState) -> ViewerState {
        events.reduce(into: state) { $0.handle($1, bar: bar) }
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

    @Test("Plus and minus double and halve the speed")
    func speed() {
        var fast = after(.character("+"), from: state((100, 50)))
        fast.advance(by: 0.5)
        #expect(fast.frame == 50 && fast.timeText.hasSuffix("2 × speed"))
        var slow = after(.character("-"), .character("-"), from: state((100, 50)))
        slow.advance(by: 1)
        #expect(slow.frame == 12 && slow.timeText.hasSuffix("1/4 speed"))
        let back = after(.character("-"), .character("+"), from: state((100, 50)))
        #expect(back.speed == 1 && back.timeText == "frame 1 of 100  ·  0.00 s")
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
        let line = Float(bar.line)
        var viewer = after(.press(SIMD2(500, line)), from: state((101, 50)))
        #expect(viewer.frame == 50)
        viewer.advance(by: 1)
        #expect(viewer.frame == 50)
        viewer = after(.drag(to: SIMD2(2000, 10), by: SIMD2(1500, 0)), from: viewer)
        #expect(viewer.frame == 100 && viewer.azimuth == 0)
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
        #expect(abs(turned.azimuth + .pi / 2) < 1e-5 && turned.elevation > 0 && turned.zoom < 1)
        let back = after(.character("r"), from: turned)
        #expect(back.azimuth == 0 && back.elevation == 0 && back.zoom == 1)
        var near = turned
        for _ in 0..<200 { near = after(.scroll(5), from: near) }
        #expect(near.zoom >= 0.15)
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
                try Viewer([Performer(clip: Dancers.still(), name: "a")]).run()
            }
            #expect(problem?.what == "no window can be opened")
            #expect(problem?.remedy.contains("choreo render") == true)
        }
    }
}

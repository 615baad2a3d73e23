import BVHFormat
import Foundation
import Testing

/// Someone sits at the viewer, with real keys and a real pointer, and looks at what is on the screen.
@Suite(.serialized) struct ViewerWindowTests {
    let studio: Studio

    init() throws { studio = try Studio() }

    /// What the piece says about its proposals.
    private func proposals() throws -> [[String: Any]] {
        let draft = try #require(try studio.choreo("drafts", "--json", in: "night-train").objects().first)
        return try #require(draft["proposals"] as? [[String: Any]])
    }

    private func view(_ words: String..., on screen: Screen) throws -> Process {
        try studio.start(
            try Studio.command(), ["view"] + words + ["--size", "640x480"], with: ["DISPLAY": screen.display]
        ).process
    }

    @Test func aDancerWatchesAndDecides() throws {
        try studio.beginPieceWithProposals()
        let screen = try Screen()
        let viewer = try view("night-train", on: screen)
        try screen.findWindow()
        try screen.waitForTitle("the first proposal") { $0.hasPrefix("proposal 1 after opening · ") }

        // The phrase flows into the proposal, and stands still when it is told to.
        try screen.waitForTitle("time behind the seam") { $0.contains("proposal, frame") }
        try screen.press("s", "space", "Home")
        try screen.waitForTitle("a pause at the start") { $0.contains("given phrase  ·  −3.00 s  ·  paused") }
        let first = try screen.waitForPicture("a dancer") {
            $0.limbs(isLeft: true, above: 0.8).count > 150
        }
        #expect(first.limbs(isLeft: false, above: 0.8).count > 100)

        // Frame by frame the figure moves, and so does the knob.
        try screen.press("Next", "Right")
        try screen.waitForTitle("a second and a frame later") { $0.contains("−1.97 s") }
        let later = try screen.shoot(as: "later")
        #expect(later.difference(from: first, above: 0.8) > 0.005)
        #expect(later.knob > first.knob + 60, "\(first.knob) \(later.knob)")

        // The pointer goes to a moment, turns the stage, and moves the picture.
        try screen.drag(from: (0.9, 0.955), to: (0.95, 0.955))
        try screen.waitForTitle("a moment of the proposal") { $0.contains("proposal, frame") }
        let middle = try screen.shoot(as: "middle")
        try screen.drag(from: (0.5, 0.3), to: (0.7, 0.3))
        let turned = try screen.waitForPicture("the stage turned") {
            $0.difference(from: middle, above: 0.8) > 0.01
        }
        try screen.drag(from: (0.3, 0.3), to: (0.5, 0.3), button: 3)
        func place(_ shot: Shot) -> Int {
            let columns = shot.limbs(isLeft: false, above: 0.8)
            return columns.isEmpty ? 0 : columns[columns.count / 2]
        }
        try screen.waitForPicture("the picture moved") { abs(place($0) - place(turned) - 128) < 12 }
        try screen.press("r")
        try screen.waitForPicture("the camera as it was") { $0.difference(from: middle, above: 0.8) < 0.003 }
        try screen.scroll(4)
        try screen.waitForPicture("a larger dancer") {
            $0.limbs(isLeft: false, above: 0.8).count > middle.limbs(isLeft: false, above: 0.8).count * 5 / 4
        }
        try screen.press("r", "m")
        let mirrored = try screen.waitForPicture("the mirror image") {
            abs(place($0) + place(middle) - 639) < 8
        }
        #expect(mirrored.difference(from: middle, above: 0.8) > 0.01)
        try screen.press("m")

        // Every key on one sheet, a dark stage, everyone side by side.
        let bright = middle.mean(0...1, 0...1)
        try screen.press("h")
        try screen.waitForPicture("the sheet of keys") { $0.difference(from: middle, above: 0.8) > 0.1 }
        _ = try screen.shoot(as: "help")
        try screen.press("h", "d")
        let dark = try screen.waitForPicture("a dark stage") { $0.mean(0...1, 0...1) < bright / 2 }
        _ = try screen.shoot(as: "dark")
        try screen.press("c")
        try screen.waitForPicture("two dancers apart") {
            let columns = $0.limbs(isLeft: false, above: 0.8)
            return zip(columns, columns.dropFirst()).contains { $1 - $0 > 40 }
        }
        _ = try screen.shoot(as: "side-by-side")
        try screen.press("c", "d")
        try screen.waitForPicture("the stage as before") {
            $0.mean(0...1, 0...1) > dark.mean(0...1, 0...1) * 2
        }

        // Scores are curves under the time line, over which there is no dancer.
        let plain = try screen.shoot()
        try screen.press("s")
        try screen.waitForPicture("curves") { $0.difference(from: plain, above: 0.8) > 0.03 }
        _ = try screen.shoot(as: "scores")
        try screen.press("s")
        try screen.waitForPicture("no curves") { $0.difference(from: plain) < 0.01 }

        // What is decided is kept by the piece; what was a slip is taken back.
        let undecided = try screen.shoot(as: "undecided")
        try screen.press("a")
        _ = try screen.wait("an accepted proposal") {
            try proposals()[0]["standing"] as? String == "accepted" ? true : nil
        }
        try screen.waitForPicture("a sentence about it") { $0.difference(from: undecided, above: 0.8) > 0.01 }
        #expect(try studio.names(in: "night-train/phrases").contains("opening-1.bvh"))
        try screen.press("u")
        _ = try screen.wait("the proposal to wait again") {
            try proposals()[0]["standing"] as? String == "waiting" ? true : nil
        }
        #expect(try studio.names(in: "night-train/phrases") == ["opening.bvh", "opening.json"])
        try screen.press("2")
        try screen.waitForTitle("the second proposal") { $0.hasPrefix("proposal 2 ") }
        try screen.press("x", "Return")
        try screen.type("softer, and quieter")
        try screen.press("Return")
        _ = try screen.wait("a note") {
            try proposals()[1]["notes"] as? [String] == ["softer, and quieter"] ? true : nil
        }
        #expect(try proposals()[1]["standing"] as? String == "rejected")
        #expect(viewer.isRunning, "q in a note is a letter")
        _ = try screen.shoot(as: "decided")

        try screen.press("q")
        viewer.waitUntilExit()
        #expect(viewer.terminationStatus == 0)
        try studio.expectSound(after: "a rehearsal in the viewer", saves: 2, unsaved: false)
    }

    @Test func aFileThatChangesIsShownAnew() throws {
        let path = studio.path("opening.bvh")
        try Studio.opening.write(to: path)
        let whole = try studio.bytes("opening.bvh")
        let screen = try Screen(width: 480, height: 360)
        let viewer = try view("opening.bvh", on: screen)
        try screen.findWindow()
        try screen.waitForTitle("90 frames") { $0.hasPrefix("opening · frame ") && $0.contains(" of 90") }
        try screen.press("space", "Home")
        try screen.waitForTitle("a pause") { $0.contains("frame 1 of 90") && $0.contains("paused") }
        let before = try screen.shoot()

        // Half of it, as a program leaves it that is still writing: what was there stays, and is moved about as ever.
        try whole.prefix(400).write(to: URL(fileURLWithPath: path))
        try screen.waitForPicture("words about it") { $0.difference(from: before, above: 0.8) > 0.02 }
        try screen.press("Right")
        try screen.waitForTitle("the second frame") { $0.contains("frame 2 of 90") }

        try studio.write(String(decoding: whole, as: UTF8.self), to: "home/whole.bvh")
        try studio.choreo("convert", "home/whole.bvh", "-o", "home/short.bvh", "--frames", "1..30")
        try studio.bytes("home/short.bvh").write(to: URL(fileURLWithPath: path))
        try screen.waitForTitle("30 frames") { $0.contains("frame 2 of 30") }
        // Outside of a piece there is nowhere to write a decision; the window says so, and goes on.
        let calm = try screen.shoot()
        try screen.press("a")
        try screen.waitForPicture("a way out") { $0.difference(from: calm, above: 0.8) > 0.01 }
        try screen.press("Escape")
        viewer.waitUntilExit()
        #expect(viewer.terminationStatus == 0)
    }

    @Test func withoutADisplayOrWithAnOldOpenGLThereIsAWayOut() throws {
        try Studio.opening.write(to: studio.path("opening.bvh"))
        let screen = try Screen(width: 320, height: 240)
        for settings in [
            ["DISPLAY": "choreo-test-no-such-host:99"],
            ["DISPLAY": screen.display, "MESA_GL_VERSION_OVERRIDE": "2.1", "LIBGL_ALWAYS_SOFTWARE": "1"],
        ] {
            let told = try studio.refusal(["view", "opening.bvh"], with: settings)
            #expect(told.contains("no window can be opened") && told.contains("choreo render"), "\(told)")
        }
        // A file that cannot be read is told of first, whatever the display.
        let missing = try studio.refusal(["view", "closing.bvh"], with: ["DISPLAY": screen.display])
        #expect(missing.contains("closing.bvh"))
    }

    @Test func whatIsNamedMustBeThere() throws {
        try studio.choreo(["view"], expecting: 2)
        try FileManager.default.createDirectory(
            atPath: studio.path("empty"), withIntermediateDirectories: true)
        #expect(try studio.refusal(["view", "empty"]).contains("nothing to watch in this folder"))
        try studio.choreo("new", "Night Train")
        #expect(try studio.refusal(["view", "night-train"]).contains("nothing to watch in this piece yet"))
        #expect(try studio.refusal(["view"], in: "night-train").contains("choreo add"))
        try Studio.opening.write(to: studio.path("opening.bvh"))
        #expect(try studio.refusal(["view", "opening.bvh", "--size", "large"]).contains("1280x720"))
    }
}

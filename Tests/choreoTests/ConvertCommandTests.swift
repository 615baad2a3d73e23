import BVHFormat
import Foundation
import MotionIO
import Testing

/// `choreo convert`, as a person runs it.
@Suite("the command converts")
struct ConvertCommandTests {
    private let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    @Test func aFileComesOutAsItIsCalled() throws {
        for (name, start) in [
            ("a.glb", "glTF"), ("a.usda", "#usda 1.0"), ("a.csv", "frame,"), ("a.bvh", "HIER"),
        ] {
            let told = try studio.choreo("convert", "opening.bvh", "-o", name)
            #expect(try studio.bytes(name).starts(with: Data(start.utf8)))
            #expect(told.out.hasPrefix("\(name): 90 frames at 30 per second, 22 joints"))
            #expect(told.err == "")
        }
        #expect(try BVHDocument.read(studio.path("a.bvh")) == Studio.opening)
        #expect(try studio.refusal(["convert", "opening.bvh", "-o", "a.fbx"]).contains(".glb"))
        try studio.choreo("convert", "opening.bvh", "-o", "a.dance", "--format", "csv")
    }

    @Test func manyFilesGoToAFolder() throws {
        var names: [String] = []
        for number in 1...9 {
            names.append("take-\(number).bvh")
            try Studio.opening.frames(0..<10 * number).write(to: studio.path(names[number - 1]))
        }
        let told = try studio.choreo(["convert", "--json"] + names + ["-o", "out/", "--format", "glb"])
        let lines = try told.objects()
        #expect(lines.map { $0["input"] as? String } == names)
        #expect(lines.map { $0["frames"] as? Int } == (1...9).map { 10 * $0 })
        #expect(lines.allSatisfy { $0["unit"] as? String == "m" && $0["framesPerSecond"] as? Double == 30 })
        #expect(try studio.names(in: "out") == (1...9).map { "take-\($0).glb" })
        for line in lines {
            let output = try #require(line["output"] as? String)
            #expect(try studio.bytes(output).count == line["bytes"] as? Int)
        }
        // Once more only with leave; and into a folder that is there, with or without a slash.
        #expect(
            try studio.refusal(["convert"] + names + ["-o", "out", "--format", "glb"]).contains("take-1.glb"))
        try studio.choreo(["convert"] + names + ["-o", "out", "--format", "glb", "--force"])
    }

    @Test func oneBadFileAmongMany() throws {
        try studio.write("Once upon a time\n", to: "story.bvh")
        try Studio.opening.write(to: studio.path("last.bvh"))
        let told = try studio.choreo(
            ["convert", "opening.bvh", "story.bvh", "nowhere.bvh", "last.bvh", "-o", "out/"], expecting: 1)
        #expect(try studio.names(in: "out") == ["last.bvh", "opening.bvh"])
        #expect(told.lines.map { $0.prefix { $0 != ":" } } == ["out/opening.bvh", "out/last.bvh"])
        #expect(
            told.err.contains("story.bvh:1:1: error:")
                && told.err.contains("nowhere.bvh: error: no such file"))
    }

    @Test func filesThatWouldBecomeOne() throws {
        try FileManager.default.createDirectory(
            atPath: studio.path("other"), withIntermediateDirectories: true)
        try Studio.opening.write(to: studio.path("other/opening.bvh"))
        let told = try studio.refusal(["convert", "opening.bvh", "other/opening.bvh", "-o", "out/"])
        #expect(told.contains("other/opening.bvh: error: two files would be written to one"))
        #expect(!FileManager.default.fileExists(atPath: studio.path("out")))
        #expect(
            try studio.refusal(["convert", "opening.bvh", "other/opening.bvh", "-o", "out"])
                .contains("-o out/"))
    }

    @Test func forAnotherProgram() throws {
        try studio.choreo("convert", "opening.bvh", "-o", "u.bvh", "--for", "unreal", "--up", "Y")
        let document = try BVHDocument.read(studio.path("u.bvh"))
        #expect(document.frameCount == 91 && document.joints[1].offset == [9, -6, 0])
        #expect(document.joints[1].channels == [.zRotation, .yRotation, .xRotation])
        #expect(
            try studio.refusal(["convert", "opening.bvh", "-o", "x.bvh", "--for", "photoshop"])
                .contains("blender, maya, motionbuilder, unity, unreal"))
        #expect(
            try studio.refusal(["convert", "opening.bvh", "-o", "x.glb", "--for", "maya"])
                .contains("metres with Y up"))
        // A pipeline of one's own.
        try studio.write(#"{"description": "ours", "positions": "all"}"#, to: "ours.json")
        try studio.choreo("convert", "opening.bvh", "-o", "o.bvh", "--for", "ours.json")
        #expect(try BVHDocument.read(studio.path("o.bvh")).channelCount == 22 * 6)
    }

    @Test func wordsThatMakeNoSense() throws {
        for words in [
            ["--fps", "0"], ["--fps", "many"], ["--fps", "1/0"], ["--frames", "all"], ["--frames", "5..2"],
            ["--frames", "1..91"], ["--scale", "0"], ["--unit", "furlong"], ["--frames", "1c..8c"],
            ["--to-unit", "x"], ["--rig", "nowhere.bvh"], ["--map", "nowhere.json"],
        ] { _ = try studio.refusal(["convert", "opening.bvh", "-o", "out.bvh"] + words) }
        for words in [
            ["--up", "X"], ["--rotation-order", "XYX"], ["--end-sites", "some"], ["--format", "fbx"],
            ["--unit", "cm", "--scale", "2"],
        ] { try studio.choreo(["convert", "opening.bvh", "-o", "out.bvh"] + words, expecting: 2) }
        #expect(!FileManager.default.fileExists(atPath: studio.path("out.bvh")))
    }

    @Test func timesAndRatesAsPeopleWriteThem() throws {
        try studio.choreo(
            "convert", "opening.bvh", "-o", "a.bvh", "--frames", "1s..2s", "--fps", "30000/1001")
        let document = try BVHDocument.read(studio.path("a.bvh"))
        #expect(document.frameCount == 29 && abs(document.frameTime - 1.001 / 30) < 1e-12)
        try studio.choreo("convert", "opening.bvh", "-o", "b.bvh", "--frames", "2c..4c", "--bpm", "120")
        #expect(try BVHDocument.read(studio.path("b.bvh")) == Studio.opening.frames(30..<60))
    }

    @Test func aMovementPutOnAFileOfOnesOwn() throws {
        try studio.choreo("convert", "opening.bvh", "-o", "rig.bvh", "--frames", "1..2", "--scale", "100")
        try studio.choreo("convert", "opening.bvh", "-o", "on.bvh", "--rig", "rig.bvh")
        let document = try BVHDocument.read(studio.path("on.bvh"))
        #expect(document.frameCount == 90 && document.joints[1].offset == [9, -6, 0])
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func interrupted(signal: Int32) throws {
        var names: [String] = []
        for number in 1...60 {
            names.append("take-\(number).bvh")
            try Studio.opening.write(to: studio.path(names[number - 1]))
        }
        let ending = try studio.interrupt(
            ["convert"] + names + ["-o", "out/", "--format", "usda"], with: signal
        ) { (try? studio.names(in: "out").count > 2) ?? false }
        let left = try studio.names(in: "out")
        // Whatever is there is whole: all are of one movement, so all are of one size.
        #expect(Set(try left.map { try studio.bytes("out/\($0)").count }).count == 1)
        #expect(left.allSatisfy { $0.hasPrefix("take-") })
        #expect(ending == signal || left.count == 60)
    }
}

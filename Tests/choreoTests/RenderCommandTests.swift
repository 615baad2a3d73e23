import BVHFormat
import Foundation
import Testing

/// `choreo render` as a person uses it: pictures, films and parts of them.
@Suite struct RenderCommandTests {
    let studio: Studio

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    @Test func partsOfAFilmAreTheVeryFramesOfTheWhole() throws {
        // Everything that looks back or ahead in time: a camera that follows, ghosts and trails.
        let look = [
            "--size", "64x64", "--fps", "5", "--camera", "side,follow", "--ghosts", "2", "--trails",
            "left hand",
            "--names", "--caption", "1s..2s=now",
        ]
        try studio.choreo(["render", "opening.bvh", "-o", "whole"] + look)
        try studio.choreo(["render", "opening.bvh", "-o", "parts", "--frames", "..1.4s"] + look)
        try studio.choreo(["render", "opening.bvh", "-o", "parts", "--frames", "8..15"] + look)
        let names = try studio.names(in: "whole")
        #expect(names.count == 15 && names.first == "frame-00001.png")
        #expect(try studio.names(in: "parts") == names)
        for name in names {
            #expect(try studio.bytes("parts/\(name)") == studio.bytes("whole/\(name)"), "\(name)")
        }
    }

    @Test func eachWordChangesThePicture() throws {
        func frame(_ words: String...) throws -> Data {
            let all =
                [
                    "render", "opening.bvh", "opening.bvh", "-o", "frames", "--size", "96x54", "--frames",
                    "40..40",
                ]
                + ["--force"]
            try studio.choreo(all + words)
            return try studio.bytes("frames/frame-00040.png")
        }
        let pictures = try [
            frame(), frame("--camera", "front"), frame("--camera", "top"), frame("--camera", "turntable"),
            frame("--look", "dark"), frame("--transparent"), frame("--arrange", "overlaid"),
            frame("--arrange", "formation"), frame("--ghosts", "3"), frame("--trails", "left hand"),
            frame("--names"),
            frame("--caption", "Opening"),
        ]
        #expect(Set(pictures).count == pictures.count)
        #expect(try frame() == pictures[0])
    }

    @Test func oneWholeMovementInOnePicture() throws {
        for words in [["--moments", "3"], ["--frames", "1s..2s"], ["--look", "dark", "--camera", "front"]] {
            try studio.choreo(
                ["render", "opening.bvh", "--chrono", "-o", "plate.png", "--size", "160x90", "--force"]
                    + words)
            #expect(try studio.bytes("plate.png").starts(with: [0x89] + Array("PNG".utf8)))
        }
        try studio.choreo(["render", "opening.bvh", "--chrono", "-o", "plate.mp4"], expecting: 2)
    }

    @Test func filmsForTheWeb() throws {
        for name in ["loop.gif", "film.webm", "clear.mov"] {
            let clear = name == "clear.mov" ? ["--transparent"] : []
            try studio.choreo(
                ["render", "opening.bvh", "-o", name, "--size", "64x64", "--fps", "5"] + clear)
            #expect(try studio.bytes(name).count > 500)
        }
        #expect(try studio.names(in: "") == ["clear.mov", "film.webm", "home", "loop.gif", "opening.bvh"])
    }

    @Test func wordsThatCannotBe() throws {
        for words in [
            ["--camera", "moon"], ["--camera", "front,side"], ["--look", "blue"], ["--arrange", "pile"],
            ["--ghosts", "-1"], ["--moments", "0"],
        ] {
            try studio.choreo(["render", "opening.bvh", "-o", "x.png"] + words, expecting: 2)
        }
        for words in [
            ["--size", "1x1"], ["--size", "99999x9"], ["--size", "8192x8192"], ["--size", "big"],
            ["--fps", "0"],
            ["--fps", "1000"], ["--frames", "9s..12s"], ["--frames", "all"], ["--trails", "wing"],
            ["--transparent"], ["--music", "none.wav"], ["--caption", "1f..2f=now"],
        ] {
            let told = try studio.refusal(["render", "opening.bvh", "-o", "x.mp4"] + words)
            #expect(told.contains(words[0]) || told.contains("x.mp4") || told.contains("none.wav"), "\(told)")
        }
        #expect(try studio.names(in: "") == ["home", "opening.bvh"])
    }

    @Test func wordsThatMeanNothingForAPictureAreTold() throws {
        let told = try studio.choreo(
            "render", "opening.bvh", "-o", "sheet.png", "--ghosts", "2", "--camera", "top", "--moments", "2")
        #expect(told.err.contains("warning: a sheet is drawn without --ghosts, --camera"))
    }

    @Test func aDisplayServesWhereEGLCannot() throws {
        let screen = try Screen()
        // No vendor's library for EGL, as with drivers that only know windows.
        let windows = ["__EGL_VENDOR_LIBRARY_DIRS": studio.path("nowhere"), "DISPLAY": screen.display]
        let words = ["render", "opening.bvh", "--moments", "2", "-o"]
        try studio.choreo(words + ["window.png"], with: windows)
        try studio.choreo(words + ["alone.png"])
        #expect(try studio.bytes("window.png") == studio.bytes("alone.png"))
    }

    @Test func anOlderOpenGLIsTold() throws {
        let told = try studio.refusal(
            ["render", "opening.bvh", "-o", "x.png"], with: ["MESA_GL_VERSION_OVERRIDE": "3.0"])
        #expect(told.contains("OpenGL 3.3"))
    }
}

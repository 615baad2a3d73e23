import BVHFormat
import Foundation
import Testing

/// What a command does not use it does not load: the system's libraries take longer to start than most commands.
@Suite struct LibraryTests {
    let studio: Studio

    /// A piece of the file name of every library that some command needs.
    private static let names = ["git2", "openblas", "OpenGL", "EGL", "glfw", "freetype", "libpng"]

    init() throws {
        studio = try Studio()
        try Studio.opening.write(to: studio.path("opening.bvh"))
    }

    /// The libraries of `names` that a command opens before it ends, as the system's loader tells it.
    private func libraries(of words: String...) throws -> Set<String> {
        let told = try studio.choreo(words, with: ["LD_DEBUG": "files"]).err
        try #require(told.contains("libc.so"), "the loader tells what it opens")
        return Set(Self.names.filter { told.contains($0) })
    }

    @Test func whatOnlyReadsAndMeasuresNeedsNoneOfThem() throws {
        #expect(try libraries(of: "--version") == [])
        #expect(try libraries(of: "info", "opening.bvh") == [])
        #expect(try libraries(of: "info", "--json", "opening.bvh") == [])
        #expect(try libraries(of: "score", "opening.bvh") == [])
        #expect(try libraries(of: "convert", "opening.bvh", "-o", "slow.bvh", "--fps", "24") == [])
    }

    @Test func aPieceNeedsGitAlone() throws {
        #expect(try libraries(of: "new", "Night Train") == ["git2"])
    }

    @Test func aPictureNeedsWhatDrawsIt() throws {
        #expect(
            try libraries(of: "render", "opening.bvh", "-o", "sheet.png")
                .isSuperset(of: ["OpenGL", "EGL", "freetype", "libpng"]))
    }

    @Test(
        "A library that is missing is named with its package",
        arguments: [
            ("libEGL.so.1", "libegl1", ["render", "opening.bvh", "-o", "sheet.png"]),
            ("libOpenGL.so.0", "libopengl0", ["render", "opening.bvh", "-o", "sheet.png"]),
            ("libglfw.so.3", "libglfw3", ["view", "opening.bvh"]),
        ])
    func missing(_ file: String, _ package: String, _ words: [String]) throws {
        // A file that is no library stands before the real one; the loader then says that it cannot open it.
        try FileManager.default.createDirectory(atPath: studio.path("lib"), withIntermediateDirectories: true)
        try studio.write("no library", to: "lib/\(file)")
        let told = try studio.refusal(words, with: ["LD_LIBRARY_PATH": studio.path("lib")])
        #expect(told.contains(file) && told.contains("hint: apt-get install \(package)\n"), "\(told)")
        #expect(try studio.names(in: "").sorted() == ["home", "lib", "opening.bvh"])
    }

    /// `info` and files alone take a short way past the reading of options.
    @Test func infoSaysTheSameHoweverItIsAsked() throws {
        let short = try studio.choreo("info", "opening.bvh", "opening.bvh")
        #expect(try studio.choreo("info", "--", "opening.bvh", "opening.bvh").out == short.out)
        #expect(short.lines.count { $0 == "opening.bvh" } == 2)
        let missing = try studio.refusal(["info", "closing.bvh"])
        #expect(try studio.refusal(["info", "--", "closing.bvh"]) == missing)
        try studio.choreo(["info"], expecting: 2)
    }
}

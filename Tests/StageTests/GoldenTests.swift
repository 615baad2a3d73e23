import CPNG
import Diagnostics
import Files
import Film
import Foundation
import Libraries
import Motion
import Testing

@testable import Stage

/// Pictures that people have looked at and found good, in `Fixtures`.
///
/// After a change that is meant to show, draw them anew and look at them: `CHOREO_GOLDEN=write swift test --filter
/// GoldenTests`.
@Suite("Pictures look as they did when people found them good")
struct GoldenTests {
    private static let size = PixelSize(width: 240, height: 270)
    private static let writes = ProcessInfo.processInfo.environment["CHOREO_GOLDEN"] == "write"
    /// The folder in the checkout, where new ones are written, and the copy that tests read.
    private static let source = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/Fixtures"
    private static let fixtures = (Bundle.module.resourcePath ?? ".") + "/Fixtures"

    /// A dancer in a pose with crossing limbs, who has come from standing.
    static let performer: Performer = {
        var clip = Dancers.still(frames: 31)
        for frame in 0...30 {
            let share = Float(frame) / 30
            clip.rootTranslations[frame].z = share * 0.7
            clip[frame, .leftArm] = Quaternion(angle: -1.2 + share * 1.8, axis: SIMD3(0, 0, 1))
            clip[frame, .rightArm] = Quaternion(angle: 1.3 - share * 0.9, axis: SIMD3(0, 0.6, 0.8))
            clip[frame, .rightForeArm] = Quaternion(angle: -1.1 * share, axis: SIMD3(0, 1, 0))
            clip[frame, .leftUpLeg] = Quaternion(angle: -1.2 * share, axis: SIMD3(0.9, 0, -0.43).normalized)
            clip[frame, .leftLeg] = Quaternion(angle: 1.6 * share, axis: SIMD3(1, 0, 0))
            clip[frame, .head] = Quaternion(angle: 0.5 * share, axis: SIMD3(0, 1, 0))
        }
        return Performer(clip: clip, name: "golden")
    }()

    static let scenes = [
        "studio", "dark", "transparent", "ghosts", "chronophotograph", "overlaid", "formation", "top", "dog",
        "hands",
    ]

    private static func draw(_ name: String) throws -> Image {
        var stage = Performance([performer])
        var preset: CameraPreset?
        var scene: Scene?
        switch name {
        case "dark": stage.look = .dark
        case "transparent": stage.look = .transparent
        case "ghosts":
            let joints = ["left hand", "right hand"].compactMap { performer.joint(named: $0) }
            scene = stage.scene(at: 1, with: Traces(before: 3, spacing: 0.3, joints: [joints]))
        case "chronophotograph": scene = stage.chronophotograph(moments: 4, spread: 1.5)
        case "overlaid":
            stage = Performance(
                [performer, Performer(clip: Dancers.walk(), name: "walk")], arranged: .overlaid)
        case "formation": stage = Performance(Array(repeating: performer, count: 4), arranged: .formation)
        case "top": preset = .top
        case "dog": stage = Performance([Performer(clip: Dancers.still(Dancers.dog), name: "dog")])
        case "hands":
            stage = Performance([Performer(clip: Dancers.still(Dancers.crowded), name: "170 joints")])
        default: break
        }
        let shown = scene ?? stage.scene(at: 1)
        let camera =
            if let preset {
                stage.camera(from: preset, aspect: size.aspect).camera(at: 1)
            } else {
                Camera.framing(shown.balls, from: stage.viewpoint, aspect: size.aspect)
            }
        return try Renderer().draw(shown, from: camera, size: size)
    }

    private static func read(_ path: String) throws -> Image {
        try Library.png.load()
        let bytes = try FileBytes.read(path)
        var description = png_image()
        description.version = png_uint_32(PNG_IMAGE_VERSION)
        try #require(png_image_begin_read_from_memory(&description, bytes, bytes.count) != 0)
        description.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        let size = PixelSize(width: Int(description.width), height: Int(description.height))
        var pixels = [UInt8](repeating: 0, count: size.width * size.height * 4)
        try #require(png_image_finish_read(&description, nil, &pixels, 0, nil) != 0)
        return Image(size: size, bytes: pixels)
    }

    @Test("A picture is as it was, to a person's eye", arguments: scenes)
    func golden(name: String) throws {
        let image = try Self.draw(name)
        if Self.writes { return try PNG.write(image, to: "\(Self.source)/\(name).png") }
        let expected = try Self.read("\(Self.fixtures)/\(name).png")
        let difference = PictureDifference(expected, image)
        guard !difference.looksSame else { return }
        let folder = FileManager.default.temporaryDirectory.path
        try PNG.write(image, to: "\(folder)/\(name)-now.png")
        try PNG.write(difference.image, to: "\(folder)/\(name)-difference.png")
        Issue.record(
            """
            \(name).png looks different: mean \(difference.mean), worst block \(difference.worst). \
            See \(folder)/\(name)-now.png and \(folder)/\(name)-difference.png
            """)
    }

    @Test("What a driver may do goes unseen: a little noise, edges a quarter of a pixel further")
    func tolerant() throws {
        let image = try Self.draw("studio")
        var noisy = image
        for index in noisy.bytes.indices where index % 4 != 3 {
            noisy.bytes[index] = UInt8(clamping: Int(noisy.bytes[index]) + (index * 7919 % 5 - 2))
        }
        #expect(PictureDifference(image, noisy).looksSame)
        let stage = Performance([Self.performer])
        let scene = stage.scene(at: 1)
        var camera = Camera.framing(scene.balls, from: stage.viewpoint, aspect: Self.size.aspect)
        let quarter = 0.25 / camera.pixels(at: camera.target, in: Self.size)
        camera.eye += camera.right * quarter
        camera.target += camera.right * quarter
        let shifted = try Renderer().draw(scene, from: camera, size: Self.size)
        #expect(shifted != image && PictureDifference(image, shifted).looksSame)
    }

    @Test("What a person would see is found: a missing hand, a thinner body, other colours")
    func sensitive() throws {
        let stage = Performance([Self.performer])
        let scene = stage.scene(at: 1)
        let camera = Camera.framing(scene.balls, from: stage.viewpoint, aspect: Self.size.aspect)
        let renderer = try Renderer()
        func draw(_ change: (inout Scene) -> Void) throws -> Image {
            var changed = scene
            change(&changed)
            return try renderer.draw(changed, from: camera, size: Self.size)
        }
        let image = try draw { _ in }
        let handless = try draw { scene in
            let thin = scene.bodies[0].capsules.indices.filter {
                scene.bodies[0].capsules[$0].tint == .left && scene.bodies[0].capsules[$0].endRadius < 0.012
            }
            for index in thin { scene.bodies[0].capsules[index].start.x = .nan }
        }
        #expect(!PictureDifference(image, handless).looksSame)
        #expect(!PictureDifference(image, try draw { $0.bodies[0].opacity = 0.8 }).looksSame)
        #expect(!PictureDifference(image, try draw { $0.bodies[0].palette.left = Color(0xE08050) }).looksSame)
    }
}

import CPNG
import Diagnostics
import Files
import Foundation
import Stage
import Testing

@testable import Film

@Suite("Pictures are written whole, and read back as they were")
struct PNGTests {
    /// A picture in which every pixel differs, opacity too.
    private func pattern(_ width: Int, _ height: Int) -> Image {
        var image = Image(size: PixelSize(width: width, height: height))
        for y in 0..<height {
            for x in 0..<width {
                image[x, y] = SIMD4(
                    UInt8(x * 7 & 255), UInt8(y * 11 & 255), UInt8((x + y) & 255), UInt8(255 - x % 50))
            }
        }
        return image
    }

    private func readBack(_ path: String) throws -> Image {
        let bytes = try FileBytes.read(path)
        var description = png_image()
        description.version = png_uint_32(PNG_IMAGE_VERSION)
        #expect(png_image_begin_read_from_memory(&description, bytes, bytes.count) != 0)
        description.format = png_uint_32(PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA)
        let size = PixelSize(width: Int(description.width), height: Int(description.height))
        var pixels = [UInt8](repeating: 0, count: size.width * size.height * 4)
        #expect(png_image_finish_read(&description, nil, &pixels, 0, nil) != 0)
        return Image(size: size, bytes: pixels)
    }

    @Test("What is read is what was written, row for row", arguments: [(1, 1), (3, 200), (200, 3), (64, 48)])
    func roundTrip(width: Int, height: Int) throws {
        let folder = try TestFolder()
        let path = folder.path + "/a.png"
        try PNG.write(pattern(width, height), to: path)
        #expect(try readBack(path) == pattern(width, height))
        #expect(folder.contents == ["a.png"])
    }

    @Test("Noise, which cannot be compressed, fits too")
    func noise() throws {
        var state: UInt64 = 88_172_645_463_325_252
        let bytes = (0..<300 * 200 * 4).map { _ -> UInt8 in
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return UInt8(truncatingIfNeeded: state)
        }
        let image = Image(size: PixelSize(width: 300, height: 200), bytes: bytes)
        let folder = try TestFolder()
        try PNG.write(image, to: folder.path + "/noise.png")
        #expect(try readBack(folder.path + "/noise.png") == image)
    }

    @Test("A folder that is missing is told, and nothing is left behind")
    func missingFolder() throws {
        let folder = try TestFolder()
        let path = folder.path + "/none/a.png"
        let problem = #expect(throws: Problem.self) { try PNG.write(pattern(4, 4), to: path) }
        #expect(problem?.place?.path == path)
        #expect(folder.contents.isEmpty)
    }

    @Test("Frames are numbered from one with five digits, whatever range is drawn")
    func frames() throws {
        let folder = try TestFolder()
        var drawn: [Int] = []
        try FrameFolder.write(9..<12, to: folder.path + "/new/frames") { index in
            drawn.append(index)
            return pattern(2, 2)
        }
        #expect(drawn == [9, 10, 11])
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/new/frames").sorted()
        #expect(names == ["frame-00010.png", "frame-00011.png", "frame-00012.png"])
        #expect(FrameFolder.name(ofFrame: 123_455) == "frame-123456.png")
    }

    @Test("A file where the folder of frames should be is a problem, and stays as it is")
    func fileInTheWay() throws {
        let folder = try TestFolder()
        let path = folder.path + "/frames"
        try AtomicFile.write("notes", to: path)
        let problem = #expect(throws: Problem.self) {
            try FrameFolder.write(0..<1, to: path) { _ in pattern(2, 2) }
        }
        #expect(problem?.place?.path == path && problem?.remedy.isEmpty == false)
        #expect(try FileBytes.read(path) == Array("notes".utf8))
    }
}

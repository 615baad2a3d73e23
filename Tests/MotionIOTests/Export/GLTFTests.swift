import BVHFormat
import Diagnostics
import Motion
import Testing

@testable import MotionIO

@Suite("binary glTF")
struct GLTFTests {
    private func glb(_ document: BVHDocument, scale: Double? = nil) throws -> GLTFReader {
        var conversion = Conversion(to: .glb)
        conversion.scale = scale
        return try GLTFReader(try conversion.convert(document, path: "take.bvh").bytes)
    }

    @Test("a body is where it was, in metres, in every frame")
    func places() throws {
        let file = try glb(Takes.body)
        let expected = Takes.places(Takes.body).map { $0.map { $0 / 100 } }
        let found = try (0..<60).map { try file.places(key: $0) }
        #expect(Takes.distance(found, expected) < 1e-5)
    }

    @Test("a figure that is no body is where it was, whatever its channels")
    func oddPlaces() throws {
        let file = try glb(Takes.odd, scale: 0.5)
        let expected = Takes.places(Takes.odd).map { $0.map { $0 / 2 } }
        #expect(Takes.distance(try (0..<40).map { try file.places(key: $0) }, expected) < 1e-5)
        // Names stay what they were, twice the same or not.
        #expect(file.joints.map { file.list("nodes")[$0]["name"] as? String } == Takes.odd.joints.map(\.name))
    }

    @Test("several figures hang on one node")
    func twoFigures() throws {
        let file = try glb(Takes.two, scale: 1)
        #expect(
            Takes.distance(try [file.places(key: 0), file.places(key: 1)], Takes.places(Takes.two)) < 1e-6)
        let top = try #require(file.list("nodes").last { $0["children"] != nil })
        #expect(top["children"] as? [Int] == [0, 1])
    }

    @Test("a document with Z up stands upright")
    func zUp() throws {
        var turned = Takes.body
        turned.turn(from: .y, to: .z)
        let (file, upright) = (try glb(turned), try glb(Takes.body))
        for key in [0, 59] {
            #expect(Takes.distance([try file.places(key: key)], [try upright.places(key: key)]) < 1e-6)
        }
    }

    @Test("keys are at the frames' times, rotations have unit length and never change sign")
    func keys() throws {
        var document = Takes.odd
        document.frameTime = 0.0333333
        let tracks = try glb(document, scale: 1).tracks()
        let root = try #require(tracks[0]?["rotation"])
        #expect(root.times == (0..<40).map { Double(Float(Double($0) / 30)) })
        for track in tracks.values.compactMap({ $0["rotation"] }) {
            for (one, next) in zip(track.values, track.values.dropFirst()) {
                #expect(abs(one.map { $0 * $0 }.reduce(0, +) - 1) < 1e-6)
                #expect(zip(one, next).map(*).reduce(0, +) > 0)
            }
        }
    }

    @Test("what keeps still has one key, and what rests has none")
    func stillness() throws {
        var document = Takes.odd
        let width = document.channelCount
        for frame in 0..<document.frameCount {
            document.values[frame * width + 6] = frame < 0 ? 1 : 25
            for column in 0..<3 { document.values[frame * width + column] = 0 }
        }
        let tracks = try glb(document, scale: 1).tracks()
        #expect(tracks[0]?["rotation"] == nil)
        #expect(tracks[0]?["translation"]?.times.count == 40)
        #expect(tracks[1]?["rotation"]?.times == [0])
        #expect(tracks[1]?["translation"] == nil)
        #expect(tracks[3] == nil)
    }

    @Test("the body hangs on the joints: each corner on one, bound where the joint rests")
    func body() throws {
        let file = try glb(Takes.body)
        let mesh = try #require(file.list("meshes")[0]["primitives"] as? [[String: Any]])
        let attributes = try #require(mesh[0]["attributes"] as? [String: Int])
        let corners = try file.numbers(try #require(attributes["POSITION"]))
        let carriers = try file.numbers(try #require(attributes["JOINTS_0"]))
        let weights = try file.numbers(try #require(attributes["WEIGHTS_0"]))
        #expect(corners.count == carriers.count && corners.count == weights.count && corners.count > 100)
        #expect(weights.allSatisfy { $0 == [255, 0, 0, 0] })
        // No corner is farther from its joint than the longest bone and its thickness.
        let rest = try file.places(key: nil)
        for (corner, carrier) in zip(corners, carriers) {
            let place = rest[Int(carrier[0])]
            #expect((SIMD3(corner[0], corner[1], corner[2]) - place).length < 0.6)
        }
        // The bind matrices undo the rest.
        let skin = file.list("skins")[0]
        let bind = try file.numbers(try #require(skin["inverseBindMatrices"] as? Int))
        for (matrix, place) in zip(bind, rest) {
            #expect((SIMD3(matrix[12], matrix[13], matrix[14]) + place).length < 1e-6)
        }
        // At rest the figure is as tall as a person and stands on the floor.
        let heights = corners.map { $0[1] }
        #expect(abs(heights.min() ?? 9) < 0.1 && (1.5...2).contains(heights.max() ?? 0))
        // Left is coloured otherwise than right, and all triangles point outward.
        #expect(Set(mesh.compactMap { $0["material"] as? Int }) == [0, 1, 2])
        let normals = try file.numbers(try #require(attributes["NORMAL"])).map { SIMD3($0[0], $0[1], $0[2]) }
        for part in mesh {
            let indices = try file.numbers(try #require(part["indices"] as? Int)).map { Int($0[0]) }
            for triangle in stride(from: 0, to: indices.count, by: 3) {
                let abc = indices[triangle..<triangle + 3].map {
                    SIMD3(corners[$0][0], corners[$0][1], corners[$0][2])
                }
                let facing = (abc[1] - abc[0]).cross(abc[2] - abc[0])
                #expect(facing.dot(normals[indices[triangle]]) > -1e-9)
            }
        }
    }

    @Test("a figure without length, or of a single joint, has something to see")
    func points() throws {
        let point = BVHDocument(
            joints: [.init(name: "P", parent: nil, offset: .zero, channels: [.xPosition], endSites: [.zero])],
            frameTime: 1, values: [0, 1])
        let file = try glb(point, scale: 1)
        let mesh = try #require(file.list("meshes")[0]["primitives"] as? [[String: Any]])
        #expect(!mesh.isEmpty)
    }

    @Test("a figure at rest has no animation, and more than 256 joints have room")
    func still() throws {
        let chain = BVHDocument(
            joints: (0..<300).map {
                .init(
                    name: "j\($0)", parent: $0 == 0 ? nil : $0 - 1, offset: [0, 1, 0],
                    channels: $0 == 0 ? [.yRotation] : [])
            }, frameTime: 0.1, values: [0, 0])
        let file = try glb(chain, scale: 1)
        #expect(file.list("animations").isEmpty)
        #expect(try file.places(key: 0).last == SIMD3(0, 300, 0))
    }

    @Test("movement that is none is refused")
    func nothing() throws {
        #expect(throws: Problem.self) { try glb(Takes.odd.frames(0..<0)) }
    }
}

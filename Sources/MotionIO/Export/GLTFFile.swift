import BVHFormat
import Diagnostics
import Foundation

/// Writes an animated figure as binary glTF 2.0 (`.glb`): its joints, a simple skinned body, and its movement.
///
/// The joints are at rest in the file, so that a program that binds anything to them finds them so; the animation
/// turns them. Key times are frames divided by the rate; a joint that keeps still has no key, or a single one.
enum GLTFFile {
    /// The file in pieces: all up to its binary part, that, and what fills it up.
    ///
    /// - Parameters:
    ///   - document: The movement in metres, Y up, with at least one frame.
    ///   - name: What the animation is called.
    ///   - map: Which joints play which part of a human body, where that is known.
    ///   - generator: The program that writes.
    ///   - path: The name that messages give to the document.
    /// - Throws: ``Problem`` when the file would be larger than the format can hold (4 GB).
    /// - Complexity: O(frames × joints).
    static func pieces(
        of document: BVHDocument, name: String, map: JointMap?, generator: String, path: String
    ) throws(Problem) -> [[UInt8]] {
        let rest = RestFigure(document)
        var buffer = GLTFBuffer()
        buffer.reserve(document.frameCount * document.joints.count * 16 + (1 << 18))

        let skeleton = nodes(of: document, rest: rest)
        let body = body(around: rest, map: map, in: &buffer)
        var bindings: [Float] = []
        for place in rest.places {
            bindings += [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0] + (SIMD3<Float>(-place)).components + [1]
        }
        let bind = buffer.append(bindings, as: .float, "MAT4", width: 16)
        let animation = animation(of: document, rest: rest, name: name, in: &buffer)

        let figure = GLTFDocument(
            asset: GLTFDocument.Asset(generator: generator),
            scenes: [GLTFDocument.Scene(nodes: [skeleton.top, skeleton.nodes.count])],
            nodes: skeleton.nodes + [GLTFDocument.Node(name: "Body", mesh: 0, skin: 0)],
            meshes: [body],
            skins: [
                GLTFDocument.Skin(
                    joints: Array(document.joints.indices), inverseBindMatrices: bind, skeleton: skeleton.top)
            ],
            materials: materials, animations: animation.map { [$0] }, accessors: buffer.accessors,
            bufferViews: buffer.views, buffers: [GLTFDocument.Buffer(byteLength: buffer.bytes.count)])
        return try container(of: figure, buffer.bytes, path: path)
    }

    /// A node a joint, in the document's order, and above the roots of several figures one more.
    private static func nodes(
        of document: BVHDocument, rest: RestFigure
    ) -> (nodes: [GLTFDocument.Node], top: Int) {
        var nodes = document.joints.enumerated().map { joint, content in
            GLTFDocument.Node(
                name: content.name, translation: SIMD3<Float>(rest.translations[joint]).components)
        }
        var roots: [Int] = []
        for (joint, content) in document.joints.enumerated() {
            if let parent = content.parent {
                nodes[parent].children = (nodes[parent].children ?? []) + [joint]
            } else {
                roots.append(joint)
            }
        }
        guard roots.count > 1 else { return (nodes, 0) }
        nodes.append(GLTFDocument.Node(name: "Figures", children: roots))
        return (nodes, nodes.count - 1)
    }

    private static func body(
        around rest: RestFigure, map: JointMap?, in buffer: inout GLTFBuffer
    ) -> GLTFDocument.Mesh {
        let body = BodyMesh(around: rest, map: map)
        var carriers: [Int]
        // Each corner hangs on one joint alone; the format has four places for joints.
        if rest.parents.count <= 256 {
            let joints = body.joints.flatMap { joint -> [UInt8] in
                [UInt8(truncatingIfNeeded: joint), 0, 0, 0]
            }
            carriers = [buffer.append(joints, as: .unsignedByte, "VEC4", width: 4, target: .corners)]
        } else {
            let joints = body.joints.flatMap { joint -> [UInt16] in
                [UInt16(truncatingIfNeeded: joint), 0, 0, 0]
            }
            carriers = [buffer.append(joints, as: .unsignedShort, "VEC4", width: 4, target: .corners)]
        }
        let weights = body.joints.flatMap { _ -> [UInt8] in [UInt8.max, 0, 0, 0] }
        carriers.append(
            buffer.append(
                weights, as: .unsignedByte, "VEC4", width: 4, target: .corners, normalized: true))
        let attributes = [
            "POSITION": buffer.append(
                body.positions.flatMap(\.components), as: .float, "VEC3", width: 3, target: .corners,
                bounded: true),
            "NORMAL": buffer.append(
                body.normals.flatMap(\.components), as: .float, "VEC3", width: 3, target: .corners),
            "JOINTS_0": carriers[0], "WEIGHTS_0": carriers[1],
        ]
        let primitives = BodyMesh.Part.allCases.compactMap { part -> GLTFDocument.Mesh.Primitive? in
            let corners = body.triangles[part.rawValue]
            guard !corners.isEmpty else { return nil }
            let indices = buffer.append(corners, as: .unsignedInt, "SCALAR", width: 1, target: .triangles)
            return .init(attributes: attributes, indices: indices, material: part.rawValue)
        }
        return GLTFDocument.Mesh(name: "Body", primitives: primitives)
    }

    /// One a part of the body, in their order.
    private static let materials: [GLTFDocument.Material] = BodyMesh.Part.allCases.map { part in
        GLTFDocument.Material(
            name: part.name, pbrMetallicRoughness: .init(baseColorFactor: part.color.components + [1]))
    }

    /// Keys of all joints that leave their rest; nil where none does.
    private static func animation(
        of document: BVHDocument, rest: RestFigure, name: String, in buffer: inout GLTFBuffer
    ) -> GLTFDocument.Animation? {
        let rate = document.statedRate
        var inputs: [Int: Int] = [:]
        var animation = GLTFDocument.Animation(name: name, channels: [], samplers: [])
        /// Times of so many keys, shared by all joints that have as many.
        func input(_ count: Int, in buffer: inout GLTFBuffer) -> Int {
            if let known = inputs[count] { return known }
            let times = (0..<count).map { Float(Double($0) / rate) }
            let index = buffer.append(times, as: .float, "SCALAR", width: 1, bounded: true)
            inputs[count] = index
            return index
        }
        func add(_ output: Int, keys: Int, joint: Int, path: String, in buffer: inout GLTFBuffer) {
            animation.samplers.append(.init(input: input(keys, in: &buffer), output: output))
            animation.channels.append(
                .init(sampler: animation.samplers.count - 1, target: .init(node: joint, path: path)))
        }
        for (joint, channels) in document.jointChannels.enumerated() {
            let rotations = document.rotations(of: channels)
            if rotations != [.identity] {
                var numbers: [Float] = []
                numbers.reserveCapacity(rotations.count * 4)
                for rotation in rotations { numbers.append(rotation.vector) }
                let output = buffer.append(numbers, as: .float, "VEC4", width: 4)
                add(output, keys: rotations.count, joint: joint, path: "rotation", in: &buffer)
            }
            let places = document.places(of: channels)
            if places != [rest.translations[joint]] {
                var numbers: [Float] = []
                numbers.reserveCapacity(places.count * 3)
                for place in places { numbers.append(place) }
                let output = buffer.append(numbers, as: .float, "VEC3", width: 3)
                add(output, keys: places.count, joint: joint, path: "translation", in: &buffer)
            }
        }
        return animation.channels.isEmpty ? nil : animation
    }

    /// The two parts as pieces of their container: twelve bytes of heading, then each with its length and kind.
    private static func container(
        of figure: GLTFDocument, _ binary: [UInt8], path: String
    ) throws(Problem) -> [[UInt8]] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let text = try? encoder.encode(figure) else {
            preconditionFailure("all numbers of a figure are finite")
        }
        let (textLength, binaryLength) = ((text.count + 3) & ~3, (binary.count + 3) & ~3)
        let length = 12 + 8 + textLength + 8 + binaryLength
        guard let size = UInt32(exactly: length) else {
            throw Problem(
                "the movement is too long for glTF", at: .file(path), expected: "a file of at most 4 GB",
                found: "\(length) bytes",
                remedy: "cut it with --frames, or take it at a lower rate with --fps")
        }
        var bytes: [UInt8] = []
        func append(_ number: UInt32) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        bytes += "glTF".utf8
        append(2)
        append(size)
        append(UInt32(textLength))
        bytes += "JSON".utf8
        bytes += text
        bytes += repeatElement(UInt8(ascii: " "), count: textLength - text.count)
        append(UInt32(binaryLength))
        bytes += Array("BIN\0".utf8)
        return [bytes, binary, Array(repeating: 0, count: binaryLength - binary.count)]
    }
}

extension BodyMesh.Part {
    /// What materials of this part are called.
    var name: String {
        switch self {
        case .trunk: "Body"
        case .left: "Left"
        case .right: "Right"
        }
    }

    /// The colour, linear red, green and blue: left is red and right turquoise, as wherever Choreo draws figures.
    var color: SIMD3<Float> {
        switch self {
        case .trunk: SIMD3(0.62, 0.60, 0.57)
        case .left: SIMD3(0.72, 0.22, 0.16)
        case .right: SIMD3(0.10, 0.48, 0.50)
        }
    }
}

extension SIMD3<Float> {
    /// The numbers one by one.
    var components: [Float] { [x, y, z] }
}

extension [Float] {
    fileprivate mutating func append(_ v: SIMD3<Double>) {
        for part in 0..<3 { append(Float(v[part])) }
    }

    fileprivate mutating func append(_ v: SIMD4<Double>) {
        for part in 0..<4 { append(Float(v[part])) }
    }
}

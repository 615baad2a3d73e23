/// The JSON of a glTF 2.0 file, as far as an animated figure needs it.
///
/// Property names are the specification's. Source: Khronos Group, "glTF 2.0 Specification", 2021.
struct GLTFDocument: Encodable {
    struct Asset: Encodable {
        var version = "2.0"
        var generator: String
    }

    struct Scene: Encodable {
        var nodes: [Int]
    }

    struct Node: Encodable {
        var name: String
        var children: [Int]?
        var translation: [Float]?
        var mesh: Int?
        var skin: Int?
    }

    struct Mesh: Encodable {
        struct Primitive: Encodable {
            var attributes: [String: Int]
            var indices: Int
            var material: Int
        }
        var name: String
        var primitives: [Primitive]
    }

    struct Skin: Encodable {
        var joints: [Int]
        var inverseBindMatrices: Int
        var skeleton: Int
    }

    struct Material: Encodable {
        struct Surface: Encodable {
            var baseColorFactor: [Float]
            var metallicFactor: Float = 0
            var roughnessFactor: Float = 0.7
        }
        var name: String
        var pbrMetallicRoughness: Surface
    }

    struct Animation: Encodable {
        struct Channel: Encodable {
            struct Target: Encodable {
                var node: Int
                var path: String
            }
            var sampler: Int
            var target: Target
        }
        struct Sampler: Encodable {
            var input: Int
            var output: Int
            var interpolation = "LINEAR"
        }
        var name: String
        var channels: [Channel]
        var samplers: [Sampler]
    }

    struct Accessor: Encodable {
        var bufferView: Int
        var componentType: Int
        var count: Int
        var type: String
        var normalized: Bool?
        var min: [Double]?
        var max: [Double]?
    }

    struct BufferView: Encodable {
        var buffer = 0
        var byteOffset: Int
        var byteLength: Int
        var target: Int?
    }

    struct Buffer: Encodable {
        var byteLength: Int
    }

    var asset: Asset
    var scene = 0
    var scenes: [Scene]
    var nodes: [Node]
    var meshes: [Mesh]
    var skins: [Skin]
    var materials: [Material]
    /// Absent where nothing moves: the specification allows no empty list.
    var animations: [Animation]?
    var accessors: [Accessor]
    var bufferViews: [BufferView]
    var buffers: [Buffer]
}

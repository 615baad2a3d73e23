/// The binary part of a glTF file while it grows, with the accessors that say what is where in it.
struct GLTFBuffer {
    /// Number formats, by the specification's codes.
    enum Component: Int {
        case unsignedByte = 5121
        case unsignedShort = 5123
        case unsignedInt = 5125
        case float = 5126
    }

    /// What a view is for: corners and triangles are handed to the graphics card as they are.
    enum Target: Int {
        case corners = 34962
        case triangles = 34963
    }

    private(set) var bytes: [UInt8] = []
    private(set) var views: [GLTFDocument.BufferView] = []
    private(set) var accessors: [GLTFDocument.Accessor] = []

    mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

    /// Appends numbers, `width` of them an element, and returns the index of their accessor.
    ///
    /// - Parameter bounded: Whether to state the least and greatest value of each component, which the specification
    ///   wants of places and key times.
    mutating func append<Number>(
        _ numbers: [Number], as component: Component, _ type: String, width: Int, target: Target? = nil,
        normalized: Bool? = nil, bounded: Bool = false
    ) -> Int where Number: Numeric {
        // Every number lies at a multiple of its own size.
        while !bytes.count.isMultiple(of: 4) { bytes.append(0) }
        let start = bytes.count
        // All machines that Choreo runs on keep numbers as glTF does, the lowest byte first.
        numbers.withUnsafeBytes { bytes.append(contentsOf: $0) }
        views.append(
            GLTFDocument.BufferView(
                byteOffset: start, byteLength: bytes.count - start, target: target?.rawValue))
        var accessor = GLTFDocument.Accessor(
            bufferView: views.count - 1, componentType: component.rawValue, count: numbers.count / width,
            type: type, normalized: normalized)
        if bounded, let floats = numbers as? [Float] {
            let components = (0..<width).map { part in
                stride(from: part, to: floats.count, by: width).lazy.map { floats[$0] }
            }
            accessor.min = components.map { Double($0.min() ?? 0) }
            accessor.max = components.map { Double($0.max() ?? 0) }
        }
        accessors.append(accessor)
        return accessors.count - 1
    }
}

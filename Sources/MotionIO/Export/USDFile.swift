import BVHFormat
import Motion

/// Writes an animated figure as USD in text (`.usda`): its skeleton, a simple skinned body, and its movement.
///
/// Time codes are frames from 0, at the file's rate. Source: Pixar, "UsdSkel: Schemas for skeletally animated assets".
enum USDFile {
    /// Hands the file over in pieces, in order.
    ///
    /// - Parameters:
    ///   - document: The movement in metres, Y up, with at least one frame.
    ///   - map: Which joints play which part of a human body, where that is known.
    ///   - generator: The program that writes.
    ///   - sink: Takes the pieces.
    /// - Throws: what `sink` throws.
    /// - Complexity: O(frames × joints) time, a few megabytes of memory.
    static func write<Failure: Error>(
        _ document: BVHDocument, map: JointMap?, generator: String, to sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let rest = RestFigure(document)
        let names = USDNames(document.joints.map(\.name), parents: rest.parents)
        var text = NumberText()
        let rate = document.statedRate
        text.append("#usda 1.0\n(\n    defaultPrim = \"Figure\"\n    doc = ")
        text.append(quoted(generator))
        text.append("\n    startTimeCode = 0\n    endTimeCode = ")
        text.append(Double(document.frameCount - 1), decimals: 0)
        text.append("\n    framesPerSecond = \(rate)\n    timeCodesPerSecond = \(rate)\n")
        text.append("    metersPerUnit = 1\n    upAxis = \"Y\"\n)\n\n")
        text.append("def SkelRoot \"Figure\" (\n    prepend apiSchemas = [\"SkelBindingAPI\"]\n)\n{\n")
        writeSkeleton(rest, names, to: &text)
        try writeAnimation(of: document, names, to: &text, flushing: sink)
        text.append("    }\n\n")
        writeBody(BodyMesh(around: rest, map: map), to: &text)
        text.append("}\n")
        try sink(text.bytes)
    }

    // MARK: skeleton

    private static func writeSkeleton(_ rest: RestFigure, _ names: USDNames, to text: inout NumberText) {
        text.append(
            "    def Skeleton \"Skeleton\" (\n        prepend apiSchemas = [\"SkelBindingAPI\"]\n    )\n    {\n"
        )
        writeTokens("joints", names.paths, indent: "        ", to: &text)
        writeTokens("jointNames", names.originals, indent: "        ", to: &text)
        for (attribute, places) in [("bindTransforms", rest.places), ("restTransforms", rest.translations)] {
            text.append("        uniform matrix4d[] \(attribute) = [")
            for (joint, place) in places.enumerated() {
                text.append(joint == 0 ? "\n" : ",\n")
                text.append("            ((1,0,0,0),(0,1,0,0),(0,0,1,0),")
                text.append(tuple: SIMD4(place, 1), decimals: 9)
                text.append(")")
            }
            text.append("\n        ]\n")
        }
        text.append("        rel skel:animationSource = </Figure/Skeleton/Animation>\n\n")
    }

    private static func writeTokens(
        _ attribute: String, _ tokens: [String], indent: String, to text: inout NumberText
    ) {
        text.append("\(indent)uniform token[] \(attribute) = [")
        for (place, token) in tokens.enumerated() {
            text.append(place == 0 ? "\n" : ",\n")
            text.append(indent + "    " + quoted(token))
        }
        text.append("\n\(indent)]\n")
    }

    // MARK: animation

    /// Turns are written frame by frame for all joints at once, as the schema wants it; so are places, once for all
    /// frames where no joint leaves its own.
    private static func writeAnimation<Failure: Error>(
        of document: BVHDocument, _ names: USDNames, to text: inout NumberText,
        flushing sink: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        let channels = document.jointChannels
        let width = document.channelCount
        let indent = "            "
        text.append("        def SkelAnimation \"Animation\"\n        {\n")
        writeTokens("joints", names.paths, indent: indent, to: &text)

        var previous = channels.map { _ in DoubleQuaternion.identity }
        try writeSamples(
            "quatf[] rotations", document.frameCount,
            isConstant: channels.allSatisfy { document.isConstant($0.turns) }, to: &text, flushing: sink
        ) { frame, text in
            for (joint, channels) in channels.enumerated() {
                let rotation = channels.rotation(document.values, row: frame * width)
                    .aligned(with: previous[joint])
                previous[joint] = rotation
                let q = rotation.vector
                if joint > 0 { text.append(",") }
                text.append(tuple: SIMD4(q.w, q.x, q.y, q.z), decimals: 7)
            }
        }
        try writeSamples(
            "float3[] translations", document.frameCount,
            isConstant: channels.allSatisfy { document.keepsPlace($0) }, to: &text, flushing: sink
        ) { frame, text in
            for (joint, channels) in channels.enumerated() {
                let place = channels.place(document.values, row: frame * width)
                if joint > 0 { text.append(",") }
                text.append(tuple: place, decimals: 6)
            }
        }
        text.append("\(indent)half3[] scales = [")
        text.append(channels.map { _ in "(1,1,1)" }.joined(separator: ","))
        text.append("]\n        }\n")
    }

    private static func writeSamples<Failure: Error>(
        _ attribute: String, _ frames: Int, isConstant: Bool, to text: inout NumberText,
        flushing sink: ([UInt8]) throws(Failure) -> Void,
        _ write: (_ frame: Int, _ text: inout NumberText) -> Void
    ) throws(Failure) {
        if isConstant {
            text.append("            \(attribute) = [")
            write(0, &text)
            text.append("]\n")
            return
        }
        text.append("            \(attribute).timeSamples = {\n")
        for frame in 0..<frames {
            text.append("                ")
            text.append(Double(frame), decimals: 0)
            text.append(": [")
            write(frame, &text)
            text.append("],\n")
            try text.flush(to: sink)
        }
        text.append("            }\n")
    }

    // MARK: body

    private static func writeBody(_ body: BodyMesh, to text: inout NumberText) {
        text.append(
            "    def Mesh \"Body\" (\n        prepend apiSchemas = [\"SkelBindingAPI\"]\n    )\n    {\n")
        text.append("        rel skel:skeleton = </Figure/Skeleton>\n")
        let corners = body.triangles.flatMap { $0 }
        writeNumbers("uniform token subdivisionScheme = \"none\"\n        int[] faceVertexCounts", to: &text)
        {
            $0.append(String(repeating: "3,", count: max(corners.count / 3 - 1, 0)) + "3")
        }
        writeNumbers("int[] faceVertexIndices", to: &text) {
            list(&$0, corners.map { Double($0) }, decimals: 0)
        }
        func vectors(_ values: [SIMD3<Float>], _ text: inout NumberText) {
            for (place, v) in values.enumerated() {
                if place > 0 { text.append(",") }
                text.append(tuple: SIMD3<Double>(v), decimals: 6)
            }
        }
        writeNumbers("float3[] extent", to: &text) {
            let low = body.positions.reduce(body.positions[0]) { pointwiseMin($0, $1) }
            let high = body.positions.reduce(body.positions[0]) { pointwiseMax($0, $1) }
            vectors([low, high], &$0)
        }
        writeNumbers("point3f[] points", to: &text) { vectors(body.positions, &$0) }
        writeNumbers("normal3f[] normals", to: &text, metadata: "interpolation = \"vertex\"") {
            vectors(body.normals, &$0)
        }
        writeNumbers("color3f[] primvars:displayColor", to: &text, metadata: "interpolation = \"uniform\"") {
            text in
            let colors = zip(BodyMesh.Part.allCases, body.triangles).flatMap { part, corners in
                Array(repeating: part.color, count: corners.count / 3)
            }
            vectors(colors, &text)
        }
        let binding = "elementSize = 1\n            interpolation = \"vertex\""
        writeNumbers("int[] primvars:skel:jointIndices", to: &text, metadata: binding) {
            list(&$0, body.joints.map { Double($0) }, decimals: 0)
        }
        writeNumbers("float[] primvars:skel:jointWeights", to: &text, metadata: binding) {
            list(&$0, body.joints.map { _ in 1 }, decimals: 0)
        }
        text.append("        matrix4d primvars:skel:geomBindTransform = ")
        text.append("((1,0,0,0),(0,1,0,0),(0,0,1,0),(0,0,0,1))\n    }\n")
    }

    private static func writeNumbers(
        _ attribute: String, to text: inout NumberText, metadata: String? = nil,
        _ write: (inout NumberText) -> Void
    ) {
        text.append("        \(attribute) = [")
        write(&text)
        text.append(metadata.map { "] (\n            \($0)\n        )\n" } ?? "]\n")
    }

    private static func list(_ text: inout NumberText, _ values: [Double], decimals: Int) {
        for (place, value) in values.enumerated() {
            if place > 0 { text.append(",") }
            text.append(value, decimals: decimals)
        }
    }

    /// Text in quotes; control characters as their codes.
    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case let other where other.value < 0x20 || other.value == 0x7f:
                let code = String(other.value, radix: 16)
                result += "\\x" + (code.count < 2 ? "0" : "") + code
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}

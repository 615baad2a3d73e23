// Public, as conformances of public types must be.
public import ArgumentParser
public import MotionIO

extension ExportFormat: ExpressibleByArgument {}

extension UpAxis: ExpressibleByArgument {
    /// Reads `Y` or `Z`, also as small letters.
    public init?(argument: String) { self.init(rawValue: argument.uppercased()) }
}

extension RotationOrder: ExpressibleByArgument {
    /// Reads an order such as `ZXY`.
    public init?(argument: String) { self.init(argument) }
}

extension BVHStyle.EndSites: ExpressibleByArgument {}

extension BVHStyle.Positions: ExpressibleByArgument {}

extension BVHStyle.TPose: ExpressibleByArgument {}

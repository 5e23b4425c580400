package dev.quarry.part;

import com.google.auto.service.AutoService;
import java.util.List;

/** A small world of parts to try the notation on. */
interface Toy extends Part {

    /** How a rope is tied. */
    enum Knot {
        REEF,
        SHEET_BEND
    }

    @AutoService(Part.class)
    @Named(value = "rope", summary = "A rope.")
    record Rope(
            int length,
            long strands,
            @Help("in kilograms") double maxLoad,
            boolean wet,
            String colour,
            Knot knot,
            List<Integer> marks)
            implements Toy {

        public Rope {
            if (length < 1) {
                throw new IllegalArgumentException("The length (%d) must be at least 1.".formatted(length));
            }
        }

        public Rope() {
            this(10, 3, 2.5, false, "grey", Knot.REEF, List.of());
        }
    }

    @AutoService(Part.class)
    @Named(value = "bell", summary = "A bell.")
    record Bell() implements Toy {}

    @AutoService(Part.class)
    @Named(value = "rack", summary = "Toys in a row.")
    record Rack(Toy first, List<Toy> others) implements Toy {
        public Rack() {
            this(new Bell(), List.of());
        }
    }

    /** What engines run on. */
    interface Fuel {}

    /** One sort of fuel. */
    interface Wood extends Fuel {}

    /** Another. */
    interface Steam extends Fuel {}

    /** Something that runs on a fuel. */
    interface Engine<F extends Fuel> extends Part, Needs {}

    @AutoService(Part.class)
    @Named(value = "stove", summary = "Burns wood.")
    record Stove() implements Engine<Wood> {
        @Override
        public Class<?> needs() {
            return Wood.class;
        }
    }

    @AutoService(Part.class)
    @Named(value = "turbine", summary = "Turns by steam.")
    record Turbine() implements Engine<Steam> {
        @Override
        public Class<?> needs() {
            return Steam.class;
        }
    }

    @AutoService(Part.class)
    @Named(value = "omnivore", summary = "Burns anything.")
    record Omnivore() implements Engine<Fuel> {
        @Override
        public Class<?> needs() {
            return Fuel.class;
        }
    }

    @AutoService(Part.class)
    @Named(value = "woodshed", summary = "Gives wood.")
    record Woodshed(Engine<? super Wood> engine) implements Toy {
        public Woodshed() {
            this(new Stove());
        }
    }

    @AutoService(Part.class)
    @Named(value = "boiler", summary = "Gives steam.")
    record Boiler(Engine<? super Steam> engine) implements Toy {
        public Boiler() {
            this(new Turbine());
        }
    }

    /** Anything on wheels. */
    interface Car extends Part {}

    @AutoService(Part.class)
    @Named(value = "cart", summary = "A toy on wheels.")
    record Cart(Toy load) implements Car {
        public Cart() {
            this(new Bell());
        }
    }

    /** A toy is a car when it is put on a cart; a rope slips off. */
    @AutoService(Lift.class)
    final class OnCart implements Lift {
        @Override
        public Class<? extends Part> from() {
            return Toy.class;
        }

        @Override
        public Class<? extends Part> to() {
            return Car.class;
        }

        @Override
        public Part lift(Part part) {
            if (part instanceof Rope) {
                throw new IllegalArgumentException("A (%s) slips off.".formatted(Parts.describe(part)));
            }
            return new Cart((Toy) part);
        }
    }

    /** Nothing is one of these. */
    interface Unicorn extends Part {}
}

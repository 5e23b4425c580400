package dev.quarry.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A table that somebody could have: a number, a nominal column and an outcome that follows from them. */
final class Plants {

    private static final String[] COLOURS = {"red", "green", "blue"};

    private Plants() {}

    /** Columns name, height, colour, outcome; tall plants and red ones flower. */
    static Path labelled(Path file, int rows) throws IOException {
        StringBuilder text = new StringBuilder("name,height,colour,outcome\n");
        SplittableRandom random = new SplittableRandom(5);
        for (int i = 0; i < rows; i++) {
            int height = 1 + random.nextInt(100);
            String colour = COLOURS[random.nextInt(3)];
            String outcome = colour.equals("red") || height > 60 ? "flowers" : "does, not";
            text.append("plant %d,%d,%s,\"%s\"\n".formatted(i, height, colour, outcome));
        }
        return Files.writeString(file, text);
    }

    /** The columns in another order and one more, a colour nobody saw and one fewer, and no outcome. */
    static Path unlabelled(Path file) throws IOException {
        return Files.writeString(file, """
                colour,soil,height,name
                red,1,5,"Rose, wild"
                violet,2,95,Aster
                green,3,10,Fern
                green,1,99,Hollyhock
                """);
    }
}

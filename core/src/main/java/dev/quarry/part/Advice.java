package dev.quarry.part;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What people should know before they choose a part: when it pays, and when it does not. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Advice {

    /** When to use it, in one or two sentences. */
    String use();

    /** When not to, in one or two sentences, with the pitfall that the literature tells of. */
    String avoid();

    /**
     * The part as its picture on a small plane shows it, where its defaults are made for other data: {@code subpool{size:
     * 60}}.
     */
    String shown() default "";
}
